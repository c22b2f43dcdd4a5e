import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type pg from 'pg';
import { openGeneration } from '../generation/open-generation.ts';
import { foldFromZero } from '../proof/fold-from-zero.ts';
import { foldedAt } from '../read/folded-at.ts';
import { positionWatch } from '../read/position-watch.ts';
import { postgresStore } from '../store/postgres-store.ts';
import { differences, toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { allDelivered, appendToys, randomToys, repeatingLog, toyRecord } from '../testing/toy-log.ts';
import { tallying, toyProjections } from '../testing/toy.ts';
import { projectPartition } from './project-partition.ts';
import { startProjector } from './projector.ts';
import type { Projector, ProjectorOptions } from './projector.ts';

function start(database: ToyDatabase, more: Partial<ProjectorOptions> = {}): Promise<Projector> {
  const { pool, log } = database;
  return startProjector({ pool, log, projections: toyProjections, clock: Date.now, owner: 'test', ...more });
}

async function projectAll(database: ToyDatabase, more: Partial<ProjectorOptions> = {}): Promise<void> {
  await using projector = await start(database, more);
  await Promise.race([projector.caughtUp, projector.failed]);
}

async function values(pool: pg.Pool, text: string, parameters: unknown[] = []): Promise<unknown[]> {
  const { rows } = await pool.query<unknown[]>({ text, values: parameters, rowMode: 'array' });
  return rows;
}

test('the tables are what a fold of the log from zero makes', async () => {
  await using database = await toyDatabase();
  await appendToys(database.log, randomToys(500, seeded(1)));
  await projectAll(database);
  expect(await differences(database)).toEqual([]);
  const [[versions]] = (await values(database.pool, 'select count(*)::int from g1.tallies')) as [[number]];
  expect(versions).toBeGreaterThan(300);
});

test('records appended while it runs are folded as they come', async () => {
  await using database = await toyDatabase();
  await using _projector = await start(database);
  const watch = positionWatch(database.pool);
  for (const toy of randomToys(40, seeded(2))) {
    const [appended] = await database.log.append({
      topic: 'questions',
      key: toy.name,
      records: [toyRecord(toy)],
    });
    expect(appended && (await watch.waitFor(appended.position))).toBe(true);
  }
  expect(await differences(database)).toEqual([]);
});

test('ids that the log repeats are known after a restart', async () => {
  await using database = await toyDatabase(1);
  const { pool } = database;
  await appendToys(database.log, randomToys(60, seeded(3)));
  const repeating = await repeatingLog(database.log, 0, 30);
  const projections = [tallying];
  const place = { topic: 'questions', partition: 0 } as const;
  const { tables } = tallying;
  const store = postgresStore({ pool, schema: 'g1', ...place, tables, foldVersion: 'tallying@1' });
  await openGeneration({ pool, log: database.log, projections });
  const project = (signal: AbortSignal, onCommit: () => void): Promise<void> =>
    projectPartition({
      ...place,
      log: repeating,
      projections,
      store,
      clock: Date.now,
      repeats: true,
      largestBatch: 4,
      untilHead: true,
      signal,
      onCommit,
    });
  const stop = new AbortController();
  let commits = 0;
  await project(stop.signal, () => {
    commits += 1;
    if (commits === 10) stop.abort();
  });
  expect((await store.checkpoint()).offset).toBeLessThan(100);
  await project(new AbortController().signal, () => undefined);
  expect((await store.checkpoint()).offset).toBe(121);
  const [some] = await repeating.read('questions', 0, 7, 1);
  expect(await store.storedIds([some?.id ?? '', randomUUID()])).toEqual([some?.id]);
  const sum = `select sum((data->>'records')::int)::int from g1.tallies where until_offset is null`;
  expect(await values(pool, sum)).toEqual(await standingRecords(database));
  const stored = await repeating.read('questions', 0, 0);
  const first = new Map(stored.toReversed().map(({ id, position }) => [id, position]));
  expect(await foldedAt(pool, stored)).toEqual(stored.map(({ id }) => first.get(id)));
});

/** What the tallies of all records come to. */
async function standingRecords({ log }: ToyDatabase): Promise<unknown> {
  const folded = foldFromZero([tallying], await allDelivered(log)).get('tallies') ?? [];
  const standing = folded.filter(({ until }) => until === null).map(({ row }) => row as { records: number });
  return [[standing.reduce((sum, { records }) => sum + records, 0)]];
}
