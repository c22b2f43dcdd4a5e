import { memoryLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { expect, test } from 'vitest';
import type { Projection } from '../declare/projection.ts';
import { projectedTable } from '../declare/table.ts';
import { foldFromZero } from '../proof/fold-from-zero.ts';
import type { FoldedTables } from '../proof/fold-from-zero.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { seeded } from '../testing/seeded.ts';
import { allDelivered, appendToys, inBatchesOf, randomToys, repeatingLog } from '../testing/toy-log.ts';
import { tallies, tallying, toyProjections, toyType } from '../testing/toy.ts';
import { projectPartition } from './project-partition.ts';
import type { PartitionOptions } from './project-partition.ts';

const signal = new AbortController().signal;

async function toyLog(count: number, seed = 1): Promise<EventLog> {
  let now = 0;
  const log = memoryLog({
    partitions: { world: 1, questions: 1 },
    clock: () => (now += now % 3) || (now = 1),
  });
  await appendToys(log, randomToys(count, seeded(seed)));
  return log;
}

function storeOf(log: EventLog, projections = toyProjections): MemoryStore {
  return new MemoryStore(
    projections.flatMap(({ tables }) => tables),
    log.logId,
  );
}

function project(
  log: EventLog,
  store: MemoryStore,
  projections: readonly Projection[] = toyProjections,
  more: Partial<PartitionOptions> = {},
): Promise<void> {
  const place = { topic: 'questions', partition: 0 } as const;
  return projectPartition({
    log,
    ...place,
    projections,
    store,
    clock: Date.now,
    signal,
    untilHead: true,
    ...more,
  });
}

/** In order, without what tables without history forget. */
function comparable(tables: FoldedTables, projections = toyProjections): unknown {
  return projections
    .flatMap((projection) => projection.tables)
    .map(({ name, keepsHistory }) => {
      const versions = (tables.get(name) ?? []).filter(({ until }) => keepsHistory || until === null);
      return [name, versions.toSorted((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1))];
    });
}

async function expected(log: EventLog): Promise<unknown> {
  return comparable(foldFromZero(toyProjections, await allDelivered(log)));
}

/** A store that holds the first records of a log, and has not been asked for any row; so many more are to come. */
async function begun(
  projections: readonly Projection[],
  more: number,
): Promise<{ readonly log: EventLog; readonly store: MemoryStore }> {
  const log = await toyLog(5);
  const store = storeOf(log, projections);
  await project(log, store, projections);
  expect(store.loads).toBe(0);
  await appendToys(log, randomToys(more, seeded(2)));
  return { log, store };
}

test('the tables are what a fold of each record by itself makes', async () => {
  const log = await toyLog(300);
  const store = storeOf(log);
  await project(log, store);
  expect(comparable(store.tables())).toEqual(await expected(log));
  expect(store.commits).toHaveLength(2);
});

test('a fold from the beginning asks the store for no row that was never written', async () => {
  const log = await toyLog(300);
  const store = storeOf(log);
  await project(log, store, toyProjections, { largestBatch: 10 });
  expect(store.loads).toBe(0);
});

test.each([0, 1, 4, 9])('with %i rows at hand at most, the tables are the same', async (mostRowsAtHand) => {
  for (const seed of [1, 2, 3]) {
    const log = await toyLog(200, seed);
    const store = storeOf(log);
    await project(log, store, toyProjections, { largestBatch: 3, mostRowsAtHand });
    expect(comparable(store.tables())).toEqual(await expected(log));
    expect(store.loads).toBeGreaterThan(0);
  }
});

test('a fold that goes on asks for what an earlier one has written', async () => {
  const log = await toyLog(100);
  const store = storeOf(log);
  await project(log, store);
  await appendToys(log, randomToys(100, seeded(2)));
  await project(log, store, toyProjections, { largestBatch: 3 });
  expect(store.loads).toBeGreaterThan(0);
  expect(comparable(store.tables())).toEqual(await expected(log));
});

test.each([1, 2, 3, 5, 8, 13, 59, 60, 61])('batches of %i records give the same tables', async (size) => {
  const log = await toyLog(60);
  const store = storeOf(log);
  await project(inBatchesOf(log, size), store, toyProjections, { largestBatch: size });
  expect(store.commits.length).toBe(Math.ceil(61 / size));
  expect(comparable(store.tables())).toEqual(await expected(log));
});

test.each([
  [10, 3],
  [60, 7],
  [61, 60],
  [1_000, 1],
])('batches of %i that are folded in parts of %i are stored whole', async (largestBatch, largestPart) => {
  const log = await toyLog(60);
  const store = storeOf(log);
  await project(log, store, toyProjections, { largestBatch, largestPart, mostRowsAtHand: 4 });
  expect(store.commits.length).toBe(Math.ceil(61 / largestBatch));
  expect(comparable(store.tables())).toEqual(await expected(log));
});

test('what was folded of a batch is stored when told to stop, and when the log has no more', async () => {
  const log = await toyLog(60);
  const store = storeOf(log);
  const stop = new AbortController();
  const stopping: Projection = {
    ...tallying,
    fold(rows, record) {
      if (record.position.offset === 25) stop.abort();
      tallying.fold(rows, record);
    },
  };
  const parts = { largestBatch: 1_000, largestPart: 10 };
  await project(log, store, [stopping], { ...parts, signal: stop.signal });
  expect(store.moved.offset).toBe(30);
  await project(log, store, [tallying], parts);
  expect(comparable(store.tables(), [tallying])).toEqual(
    comparable(foldFromZero([tallying], await allDelivered(log)), [tallying]),
  );
});

test('a row that is refused parks its record, also in a batch that is folded in parts', async () => {
  const log = await toyLog(60);
  const store = storeOf(log);
  const culprit = foldFromZero(toyProjections, await allDelivered(log)).get('tallies')?.[30]?.from;
  store.refuses = ({ name }, { from }) => name === 'tallies' && from === culprit;
  await project(log, store, toyProjections, { largestBatch: 40, largestPart: 7 });
  const faulty = (await store.parked()).filter(({ error }) => error !== null);
  expect(faulty.map(({ record }) => record.position.offset)).toEqual([culprit]);
  expect(store.moved.offset).toBe(61);
});

test('records that come again change nothing', async () => {
  const log = await toyLog(60);
  const store = storeOf(log);
  await project(inBatchesOf(log, 7, 5), store, toyProjections, { largestBatch: 4 });
  expect(comparable(store.tables())).toEqual(await expected(log));
});

test.each([1, 2, 7, 100])('an id that the log gives again %i records later counts once', async (later) => {
  const log = await toyLog(60);
  const repeating = inBatchesOf(await repeatingLog(log, 0, later), 4);
  const store = storeOf(log);
  await project(repeating, store, toyProjections, { repeats: true, largestBatch: 5 });
  expect(await repeating.heads('questions')).toEqual([store.moved.offset]);
  const rows = (tables: FoldedTables): unknown =>
    new Map(
      (tables.get('tallies') ?? []).filter(({ until }) => until === null).map(({ key, row }) => [key, row]),
    );
  expect(rows(store.tables())).toEqual(rows(foldFromZero(toyProjections, await allDelivered(log))));
});

test('a projector that begins again goes on at the checkpoint', async () => {
  const log = await toyLog(40);
  const store = storeOf(log);
  await project(log, store);
  await project(log, store);
  await appendToys(log, randomToys(40, seeded(9)));
  await project(log, store);
  expect(comparable(store.tables())).toEqual(await expected(log));
  expect(store.commits.map(({ before, after }) => [before.offset, after.offset])).toEqual([
    [0, 41],
    [41, 81],
  ]);
});

test('a batch of records about unknown rows takes a load for each link between rows, not for each record', async () => {
  const { log, store } = await begun(toyProjections, 400);
  await project(log, store);
  expect([1, 2, 3]).toContain(store.loads);
});

test('with hints it takes one', async () => {
  const hinted: Projection = {
    ...tallying,
    prefetch: ({ type, data }) => {
      const { name } = data as { name: string };
      return type === toyType
        ? [
            { table: tallies, key: name },
            { table: { name: 'latest' }, key: name },
          ]
        : [];
    },
  };
  const { log, store } = await begun([hinted], 400);
  await project(log, store, [hinted]);
  expect(store.loads).toBe(1);
});

test('rows at hand are not loaded again for the next batch', async () => {
  const { log, store } = await begun(toyProjections, 100);
  await project(log, store, toyProjections, { largestBatch: 60 });
  expect([1, 2, 3, 4]).toContain(store.loads);
  expect(store.commits).toHaveLength(3);
});

test('a fold that swallows every error loses nothing', async () => {
  const swallowing: Projection = {
    ...tallying,
    fold(rows, record) {
      try {
        tallying.fold(rows, record);
      } catch {
        // a fold should not, but may
      }
    },
  };
  const { log, store } = await begun([swallowing], 100);
  await project(log, store, [swallowing]);
  expect(store.loads).toBeGreaterThan(0);
  expect(comparable(store.tables(), [tallying])).toEqual(
    comparable(foldFromZero([tallying], await allDelivered(log)), [tallying]),
  );
});

test('steps tell the end of the records of each log time', async () => {
  const log = await toyLog(50);
  const store = storeOf(log);
  await project(log, store, toyProjections, { largestBatch: 7 });
  const steps = new Map(
    store.commits.flatMap(({ steps: own }) => own).map(({ logTime, next }) => [logTime, next]),
  );
  const ends = new Map(
    (await allDelivered(log))
      .filter(({ position }) => position.topic === 'questions')
      .map(({ logTime, position }) => [logTime, position.offset + 1]),
  );
  expect(steps).toEqual(ends);
});

test('an owner that came too late stores nothing', async () => {
  const log = await toyLog(30);
  const store = storeOf(log);
  const zombie = project(log, store);
  store.moved = { ...store.moved, offset: 3 };
  await expect(zombie).rejects.toMatchObject({ name: 'StaleOwner' });
  expect(store.commits).toHaveLength(0);
});

test('when told to stop it finishes the batch and begins no other', async () => {
  const log = await toyLog(30);
  const store = storeOf(log);
  const stop = new AbortController();
  const onCommit = (): void => stop.abort();
  await project(log, store, toyProjections, {
    largestBatch: 10,
    signal: stop.signal,
    untilHead: false,
    onCommit,
  });
  expect(store.moved.offset).toBeLessThanOrEqual(20);
  expect(store.moved.offset).toBeGreaterThanOrEqual(10);
});

test('a fold can read a table of another projection of its topic, and no others', async () => {
  const log = await toyLog(1);
  const stranger: Projection = {
    name: 'stranger',
    version: 1,
    topic: 'questions',
    tables: [projectedTable({ name: 'own' })],
    fold: (rows) => void rows.get({ name: 'elsewhere' }, 'a'),
  };
  await expect(project(log, storeOf(log, [stranger]), [stranger])).rejects.toThrow('has a table elsewhere');
});
