import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { fourPartitions, makeHistory, newRecords, readAll } from '../contract/contract-subject.ts';
import { deliver } from '../deliver/deliver.ts';
import { exportHistory, historyHash } from '../history.ts';
import { ownTypes } from '../own-records.ts';
import { LogError } from '../port.ts';
import type { EventLog, LogRecord } from '../port.ts';
import { postgresLog } from './postgres-log.ts';

const kills = 12;

describe('a process killed with -9', () => {
  test('while it appends loses nothing that was acknowledged, doubles nothing and leaves no gap', async () => {
    await using database = await freshDatabase();
    await using log = await postgresLog({ partitions: fourPartitions, connectionString: database.url });
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < kills; round += 1)
      for (const line of await linesUntilKilled('writer-process.ts', [database.url], moment(round))) {
        const [id = '', partition, offset] = line.split(' ');
        expect(acknowledged.get(id) ?? `${partition}@${offset}`).toBe(`${partition}@${offset}`);
        acknowledged.set(id, `${partition}@${offset}`);
      }
    const stored = await everything(log);
    const places = new Map(
      stored.map(({ id, position }) => [id, `${position.partition}@${position.offset}`]),
    );
    expect(places.size).toBe(stored.length);
    for (const [id, place] of acknowledged) expect(places.get(id)).toBe(place);
    expect(acknowledged.size).toBeGreaterThan(kills);
    expect(await log.heads('questions')).toEqual(await storedCounts(log));
  });

  test('while it imports leaves what another process completes', async () => {
    await using database = await freshDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'casus-import-'));
    const file = join(folder, 'history.json');
    const history = makeHistory(15_000, fourPartitions);
    await writeFile(file, JSON.stringify(history));
    let heads = 0;
    let broken = 0;
    for (let lines: readonly string[] = []; !lines.includes('done');) {
      lines = await linesUntilKilled('import-process.ts', [database.url, file], 150 + 100 * broken);
      await using log = await postgresLog({ partitions: fourPartitions, connectionString: database.url });
      const now = (await storedCounts(log)).reduce((sum, count) => sum + count);
      expect(now).toBeGreaterThanOrEqual(heads);
      heads = now;
      broken += (await log.state()) === 'importing' ? 1 : 0;
    }
    await rm(folder, { recursive: true });
    await using log = await postgresLog({ partitions: fourPartitions, connectionString: database.url });
    const stored = (await exportHistory(log)).filter(({ record }) => record.type !== ownTypes.imported);
    const byId = new Map(stored.map((each) => [each.record.id, each]));
    expect(historyHash(history.records.flatMap(({ record }) => byId.get(record.id) ?? []))).toBe(
      history.hash,
    );
    expect(stored).toHaveLength(history.records.length);
    expect(broken).toBeGreaterThan(0);
  });
});

describe('connections that the server ends', () => {
  test('during appends make them fail as retryable; tried again, everything stands once', async () => {
    await using database = await freshDatabase();
    await using log = await postgresLog({ partitions: fourPartitions, connectionString: database.url });
    await using reader = await postgresLog({ partitions: fourPartitions, connectionString: database.url });
    const stop = new AbortController();
    const tailed: LogRecord[] = [];
    const tail = (async () => {
      for await (const batch of reader.tail('questions', 0, 0, stop.signal)) tailed.push(...batch);
    })();
    const ending = endConnections(database.url, stop.signal);
    const failures: LogError[] = [];
    const written = await Promise.all(
      Array.from({ length: 16 }, (_, caller) => appendStubbornly(log, `caller-${caller}`, failures)),
    );
    await expect.poll(async () => tailed.length, { timeout: 25_000 }).toBe((await storedCounts(log))[0]);
    stop.abort();
    await Promise.all([tail, ending]);
    const stored = await everything(log);
    expect(stored.map(({ id }) => id).toSorted()).toEqual(written.flat().toSorted());
    expect(tailed).toEqual(await readAll(log, 'questions', 0));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every(({ code }) => code === 'unavailable')).toBe(true);
  });

  test('are replaced for a runner that waits at the head', async () => {
    await using database = await freshDatabase();
    await using log = await postgresLog({ partitions: fourPartitions, connectionString: database.url });
    const signal = AbortSignal.timeout(20_000);
    const reading = deliver({ log, topic: 'world', partition: 0, signal, clock: Date.now });
    expect((await reading.next()).value).toMatchObject({ atHead: true, records: [{}] });
    const next = reading.next();
    await asAdmin(database.url, endAll);
    const [record] = newRecords(1);
    await appendUntilKnown(log, 'k', record === undefined ? [] : [record], []);
    expect((await next).value).toMatchObject({ records: [{ id: record?.id }], checkpoint: { offset: 2 } });
    await reading.return(undefined);
  });
});

/** Spread over the first half second of work, different in each round. */
function moment(round: number): number {
  return 20 + ((round * 137) % 400);
}

/** What the program printed in whole lines before it was killed, so many milliseconds after its first line. */
async function linesUntilKilled(
  program: string,
  args: string[],
  afterMs: number,
): Promise<readonly string[]> {
  const path = fileURLToPath(new URL(`./testing/${program}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  await Promise.race([delay(afterMs), ended]);
  child.kill('SIGKILL');
  await ended;
  return text.split('\n').slice(0, -1);
}

/** Appends 20 times, each until it is acknowledged; the ids. */
async function appendStubbornly(log: EventLog, key: string, failures: LogError[]): Promise<string[]> {
  const ids: string[] = [];
  for (let append = 0; append < 20; append += 1) {
    const records = newRecords(1 + (append % 3));
    await appendUntilKnown(log, key, records, failures);
    ids.push(...records.map(({ id }) => id));
    await delay(10);
  }
  return ids;
}

async function appendUntilKnown(
  log: EventLog,
  key: string,
  records: ReturnType<typeof newRecords>,
  failures: LogError[],
): Promise<void> {
  for (;;) {
    try {
      await log.append({ topic: key === 'k' ? 'world' : 'questions', key, records });
      return;
    } catch (error) {
      if (!(error instanceof LogError) || !error.retryable) throw error;
      failures.push(error);
    }
  }
}

const endAll = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

async function endConnections(url: string, until: AbortSignal): Promise<void> {
  for (let round = 0; round < 8 && !until.aborted; round += 1) {
    await delay(25);
    await asAdmin(url, endAll);
  }
}

async function asAdmin(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}

/** All records of `questions` but the headers; fails on a gap. */
async function everything(log: EventLog): Promise<readonly LogRecord[]> {
  const partitions = [...Array(log.partitions.questions).keys()];
  const records = await Promise.all(partitions.map((partition) => readAll(log, 'questions', partition)));
  for (const each of records) expect(each.map(({ position }) => position.offset)).toEqual([...each.keys()]);
  return records.flatMap((each) => each.slice(1));
}

async function storedCounts(log: EventLog): Promise<number[]> {
  const partitions = [...Array(log.partitions.questions).keys()];
  return Promise.all(partitions.map(async (each) => (await readAll(log, 'questions', each)).length));
}
