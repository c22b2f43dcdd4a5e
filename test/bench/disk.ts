import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { freePort, startCasus } from '../faults/embedded/casus-process.ts';
import { makeDataFolder } from '../faults/embedded/data-folder.ts';
import { startLoader } from '../faults/embedded/loader.ts';
import { readLoad } from '../faults/embedded/rows.ts';
import { printFigure } from './print.ts';

/** Bytes with indexes, by what they are for, and records in the log. */
interface Sizes {
  readonly log: number;
  readonly tables: number;
  readonly records: number;
}

/**
 * Bytes on disk of the log and of the read tables for a million records more: real reports posted to a Casus on an
 * embedded Postgres, beside the demonstration, and measured once all is folded. Also the memory that its process
 * takes then. Argument: `--reports 100000`.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { reports: { type: 'string', default: '100000' } } });
  const count = Number(values.reports);
  if (!(count > 0)) throw new Error('--reports is a number above 0');
  const { from, reports } = await readLoad(count);
  process.stderr.write(`${from}\n`);
  await using folder = await makeDataFolder();
  const casus = startCasus({ dataDir: folder.path, port: await freePort() });
  const { signal } = new AbortController();
  try {
    await casus.ready(signal);
    const url = (await folder.runningUrl()) ?? '';
    const before = await sizesAtRest(url);
    const { url: address } = casus;
    const load = { url: address, key: folder.key, reports, largestBatch: 1_000, random: () => 0.999, signal };
    const loader = startLoader(load);
    await loader.done;
    if (loader.refused.length > 0) throw new Error(`${loader.refused.length} reports were refused`);
    const after = await sizesAtRest(url);
    printGrowth(before, after);
    printFigure({ name: 'memory', value: await residentMegabytes(address), unit: 'MB' });
  } finally {
    await casus.stop();
  }
}

function printGrowth(before: Sizes, after: Sizes): void {
  const millions = (after.records - before.records) / 1_000_000;
  const grown = (of: 'log' | 'tables'): number => (after[of] - before[of]) / 1_000_000 / millions;
  printFigure({ name: 'records', value: millions * 1_000_000, unit: 'records' });
  printFigure({ name: 'log', value: grown('log'), unit: 'MB per million records' });
  const peer = grown('log');
  const value = grown('tables');
  printFigure({ name: 'read-tables', value, unit: 'MB per million records', peer, ratio: value / peer });
}

/** Once everything is folded and vacuumed. */
async function sizesAtRest(url: string): Promise<Sizes> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    while ((await lag(client)) > 0) await delay(500);
    await client.query('vacuum');
    const { rows } = await client.query<Sizes>(
      `select (select sum(head) from log.heads)::float8 as records,
         sum(size) filter (where schema = 'log')::float8 as log,
         sum(size) filter (where schema like 'g%')::float8 as tables
       from (select nspname as schema, pg_total_relation_size(stored.oid) as size
         from pg_class as stored join pg_namespace as space on space.oid = relnamespace
         where relkind = 'r' and (nspname = 'log' or nspname ~ '^g[0-9]+$')) as sizes`,
    );
    if (!rows[0]) throw new Error('the database has no tables');
    return rows[0];
  } finally {
    await client.end();
  }
}

async function lag(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ lag: number }>(
    `select sum(head - next_offset)::float8 as lag from log.heads join read.checkpoints using (topic, partition)`,
  );
  return rows[0]?.lag ?? 0;
}

/** Resident memory of the Casus process, as it tells itself. */
async function residentMegabytes(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/mu.exec(text)?.[1]) / 1_000_000;
}
