import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { logFileLines } from '@casus/log/file';
import { StartupError } from '@casus/platform';
import { keysIn, migrateAccounts, textsIn } from '@casus/platform/accounts';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logCommand } from './log.ts';

const partitions = { world: 1, questions: 4 };
let held: AsyncDisposableStack;
let folder: string;
let file: string;

beforeEach(async () => {
  held = new AsyncDisposableStack();
  folder = await mkdtemp(join(tmpdir(), 'casus-log-'));
  file = join(folder, 'log.jsonl');
  held.defer(() => rm(folder, { recursive: true, force: true }));
});
afterEach(() => held.disposeAsync());

/** Runs `casus log`; what it refuses, or nothing. */
async function casus(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  try {
    await logCommand(environment).parseAsync(args, { from: 'user' });
    return '';
  } catch (error) {
    return error instanceof StartupError ? error.message : String(error);
  }
}

async function fill(log: EventLog): Promise<void> {
  for (let key = 0; key < 20; key += 1)
    for (const topic of ['world', 'questions'] as const) {
      const record = { id: randomUUID(), type: 'casus.test.recorded.v1', data: { key } };
      await log.append({ topic, key: `key-${key}`, records: [record] });
    }
}

interface House {
  readonly environment: Readonly<Record<string, string>>;
  readonly pool: pg.Pool;
}

async function house(): Promise<House> {
  const database = held.use(await freshDatabase());
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  held.defer(() => pool.end());
  return { environment: { DATABASE_URL: database.url }, pool };
}

/** A house with a log, a text and a key, and its export. */
async function exported(...options: readonly string[]): Promise<House> {
  const from = await house();
  await using log = await postgresLog({ pool: from.pool, partitions });
  await fill(log);
  await migrateAccounts(from.pool);
  await textsIn(from.pool, Date.now).put('what somebody thinks', '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01');
  const key = { role: 'forecaster', label: 'the analyst', expiresAt: Date.now() + 1e9 } as const;
  await keysIn(from.pool, Date.now).issue(key);
  expect(await casus(['export', '--out', file, ...options], from.environment)).toBe('');
  return from;
}

test('texts and pseudonyms go along when asked for, keys never', async () => {
  await exported();
  expect(await readFile(file, 'utf8')).not.toMatch(/what somebody thinks|the analyst/u);
  await exported('--with-texts');
  const lines = await readFile(file, 'utf8');
  expect(lines).toContain('what somebody thinks');
  const { rows } = await (await importedHouse()).pool.query<object>('select role, label from app.pseudonyms');
  expect(rows).toEqual([{ role: 'forecaster', label: 'the analyst' }]);
  expect(lines).not.toMatch(/hash_of|casus_forecaster_|"secret"/u);
  expect(await readdir(folder)).toEqual(['log.jsonl']);
});

async function importedHouse(): Promise<House> {
  const to = await house();
  expect(await casus(['import', file], to.environment)).toBe('');
  return to;
}

test('an import that broke off goes on, and one that is done does nothing', async () => {
  const from = await exported('--with-texts');
  const to = await house();
  const log = await postgresLog({ pool: to.pool, partitions });
  await log[Symbol.asyncDispose]();
  // the last record cannot be stored, then it can
  await to.pool.query(
    `create function log.refuse() returns trigger language plpgsql as $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$;
     create trigger refuse before insert on log.records for each row when (new.topic = 'questions' and new."offset" = 2) execute function log.refuse()`,
  );
  const broken = await casus(['import', file], to.environment);
  expect(broken).toMatch(/^The import broke off: .*Run it again to go on\.$/u);
  await to.pool.query('drop trigger refuse on log.records');
  for (let time = 0; time < 2; time += 1) expect(await casus(['import', file], to.environment)).toBe('');
  const records = `select topic, partition, "offset", id, recorded_at, event from log.records
    where not own order by 1, 2, 3`;
  const [own, moved] = await Promise.all([from, to].map(({ pool }) => pool.query<object>(records)));
  expect(own?.rows.length).toBeGreaterThan(30);
  expect(moved?.rows).toEqual(own?.rows);
});

test('a damaged file is refused with line and reason before anything is written', async () => {
  await exported();
  const lines = (await readFile(file, 'utf8')).split('\n');
  await writeFile(file, lines.toSpliced(4, 1).join('\n'));
  const { environment, pool } = await house();
  const ran = await casus(['import', file], environment);
  expect(ran).toBe(`${file} is damaged: line 5: offset 5 of world/0 comes where 4 is due.`);
  const { rows } = await pool.query<{ log: string | null }>(`select to_regclass('log.records') as log`);
  expect(rows).toEqual([{ log: null }]);
});

test('a log that is not empty, another partition count and a missing file are refused in one sentence', async () => {
  const { environment } = await exported();
  const full = await casus(['import', file], environment);
  expect(full).toBe('This log takes no import: history is imported into an empty log only.');
  const other = await casus(['import', file], { ...environment, CASUS_PARTITIONS: '2' });
  expect(other).toContain('has 4 partitions of questions, CASUS_PARTITIONS asks for 2');
  const missing = await casus(['import', join(folder, 'none')], environment);
  expect(missing).toBe(`There is no file ${join(folder, 'none')}.`);
});

test('a log with something unknown beside it is refused', async () => {
  const lines = logFileLines({ partitions, records: [], beside: [{ beside: 'secret', key: 'x' }] });
  await writeFile(file, (await Array.fromAsync(lines)).join(''));
  const { environment } = await house();
  const refusal = await casus(['import', file], environment);
  expect(refusal).toBe('The file holds something unknown beside the log: secret.');
});
