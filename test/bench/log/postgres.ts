import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '@casus/platform/postgres';
import { postgresLog } from '@casus/log';
import pg from 'pg';
import { measureLatency, measureThroughput } from './load.ts';
import type { Effort, Load } from './load.ts';
import { openPeer } from './peer.ts';
import { printThroughput, printTail } from './print.ts';

const loads: readonly Load[] = [
  { name: 'log-append-1', callers: 1, perAppend: 1 },
  { name: 'log-append-16', callers: 16, perAppend: 1 },
  { name: 'log-append-128', callers: 128, perAppend: 1 },
  { name: 'log-append-1000-at-once', callers: 1, perAppend: 1_000 },
];

/**
 * Appends to the Postgres log beside committed inserts on one connection into a table of the same shape with
 * rows of the same size, in turns; medians over the rounds. The peer of 1, 16 and 128 callers is 128 rows a
 * statement, that of batches of 1,000 is 1,000 rows a statement. `log-tail`: from the call of an append to
 * the record in another connection's tail.
 */
export async function benchPostgres(quick: boolean): Promise<void> {
  const effort = quick ? { ms: 300, rounds: 3 } : { ms: 2_000, rounds: 7 };
  const dataDir = await mkdtemp(join(tmpdir(), 'casus-bench-'));
  await chmod(dataDir, 0o755); // the account that Postgres runs under passes through it
  try {
    await using postgres = await openPostgres({ databaseUrl: process.env['DATABASE_URL'], dataDir });
    await using database = await benchDatabase(postgres.url);
    await bench(database.url, effort);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function bench(url: string, { ms, rounds }: Effort): Promise<void> {
  const partitions = { world: 1, questions: 4 };
  await using log = await postgresLog({ partitions, connectionString: url });
  await using peer = await openPeer(url);
  for (const load of loads) {
    const rowsPerStatement = load.perAppend === 1 ? 128 : load.perAppend;
    await measureThroughput(log, load, ms / 4);
    await peer.measure(rowsPerStatement, ms / 4);
    const own = [];
    const others = [];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await measureThroughput(log, load, ms));
      others.push(await peer.measure(rowsPerStatement, ms));
    }
    printThroughput(load, own, others);
  }
  await using reader = await postgresLog({ partitions, connectionString: url });
  printTail(await measureLatency(log, reader, Math.round((ms * rounds) / 20)));
}

/** An empty database of its own, dropped at the end. */
async function benchDatabase(url: string): Promise<AsyncDisposable & { readonly url: string }> {
  const name = 'casus_bench_log';
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    async [Symbol.asyncDispose]() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
