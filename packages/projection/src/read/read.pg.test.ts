import { memoryLog } from '@casus/log';
import type { DeliveredRecord } from '@casus/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareTables } from '../proof/compare-tables.ts';
import { foldFromZero } from '../proof/fold-from-zero.ts';
import { startProjector } from '../run/projector.ts';
import { toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { allDelivered, inBatchesOf, randomToys, toyRecord } from '../testing/toy-log.ts';
import { toyProjections } from '../testing/toy.ts';
import { cutAt, cutNow, standsAt } from './cut.ts';
import type { Cut } from './cut.ts';
import { positionWatch } from './position-watch.ts';

let database: ToyDatabase;
let records: readonly DeliveredRecord[];

/** A log whose stamps stand still, jump and step back, projected in small batches. */
beforeAll(async () => {
  database = await toyDatabase();
  const random = seeded(11);
  let now = 1_000;
  const log = memoryLog({ partitions: database.log.partitions, clock: () => now });
  for (const toy of randomToys(200, random)) {
    if (random() < 0.4) now += Math.floor(random() * 9) - 2;
    await log.append({ topic: 'questions', key: toy.name, records: [toyRecord(toy)] });
  }
  records = await allDelivered(log);
  const options = { projections: toyProjections, clock: Date.now };
  await using projector = await startProjector({ pool: database.pool, log: inBatchesOf(log, 3), ...options });
  await projector.caughtUp;
});
afterAll(() => database[Symbol.asyncDispose]());

/** The cut by looking at every record. */
function cutOf(time: number): Cut {
  const next = (topic: string, partition: number): number =>
    records.filter(
      ({ position, logTime }) =>
        position.topic === topic && position.partition === partition && logTime <= time,
    ).length;
  const past = [
    ...new Set(records.filter(({ logTime }) => logTime > time).map(({ position }) => placeOf(position))),
  ];
  return {
    world: [next('world', 0)],
    questions: [next('questions', 0), next('questions', 1)],
    final: past.length === 3,
    stale: false,
  };
}

const placeOf = ({ topic, partition }: DeliveredRecord['position']): string => `${topic}/${partition}`;
const before = (cut: Cut): DeliveredRecord[] =>
  records.filter(({ position: { topic, partition, offset } }) => offset < (cut[topic][partition] ?? 0));

describe('as of any time', () => {
  test('the cut is the longest prefix of each partition', async () => {
    const times = [0, 999, ...new Set(records.map(({ logTime }) => logTime)), 1e12];
    for (const time of times) expect(await cutAt(database.pool, time)).toEqual(cutOf(time));
  });

  test('it is final once every partition holds a later record', async () => {
    expect(await cutAt(database.pool, 999)).toMatchObject({ final: true });
    expect(await cutAt(database.pool, 1_000)).toMatchObject({ final: false }); // world holds its header only
  });

  test('the tables are what a fold of the records up to then makes', async () => {
    const { pool } = database;
    for (let time = 999; time < 1_300; time += 17) {
      const cut = await cutAt(pool, time);
      const folded = foldFromZero(toyProjections, before(cut));
      expect(await compareTables({ pool, schema: 'g1', projections: toyProjections, folded, cut })).toEqual(
        [],
      );
    }
  });

  test('a reader gets the rows that stood then', async () => {
    for (const time of [1_000, 1_040, 1_100, 1_200]) {
      const cut = await cutAt(database.pool, time);
      const standing = foldFromZero(toyProjections, before(cut)).get('tallies') ?? [];
      const { rows } = await database.pool.query<{ data: unknown }>(
        `select data from read.tallies_history as tally
         where ${standsAt('tally', '$1::bigint[]')} order by partition, from_offset`,
        [cut.questions],
      );
      expect(rows.map(({ data }) => data)).toEqual(
        standing
          .filter(({ until }) => until === null)
          .toSorted(byPlace)
          .map(({ row }) => row),
      );
    }
  });
});

const byPlace = (
  one: { readonly partition: number; readonly from: number },
  other: { readonly partition: number; readonly from: number },
): number => one.partition - other.partition || one.from - other.from;

test('everything readers see is a cut too', async () => {
  expect(await cutNow(database.pool)).toEqual({ ...cutOf(1e12), final: false });
});

describe('waiting for a position', () => {
  test('ends at once where readers are past it', async () => {
    const watch = positionWatch(database.pool);
    expect(await watch.waitFor({ topic: 'questions', partition: 0, offset: 5 })).toBe(true);
  });

  test('ends without the position after the time-out', async () => {
    const watch = positionWatch(database.pool);
    const [next = 0] = cutOf(1e12).questions;
    expect(await watch.waitFor({ topic: 'questions', partition: 0, offset: next }, 60)).toBe(false);
  });

  test('ends when a projector of the same process says so', async () => {
    const watch = positionWatch({ query: () => Promise.reject(new Error('no connection')) } as never);
    const reached = watch.waitFor({ topic: 'questions', partition: 1, offset: 9_000 });
    watch.advanced({ topic: 'questions', partition: 0, next: 9_001 });
    watch.advanced({ topic: 'questions', partition: 1, next: 9_000 });
    watch.advanced({ topic: 'questions', partition: 1, next: 9_001 });
    expect(await reached).toBe(true);
  });
});

describe('comparing tables', () => {
  test.each([
    ['lost', `delete from g1.tallies where from_offset = (select max(from_offset) from g1.tallies)`],
    ['doubled', `insert into g1.teams (key, partition, from_offset, data) values ('x', 0, 3, '{}')`],
    [
      'wrong',
      `update g1.tallies set total = total + 1 where from_offset = (select min(from_offset) from g1.tallies)`,
    ],
    ['wrong', `update g1.latest set data = '{}' where key = 'ada'`],
  ])('finds what is %s', async (kind, sql) => {
    const { pool } = database;
    const folded = foldFromZero(toyProjections, records);
    const comparison = { pool, schema: 'g1', projections: toyProjections, folded };
    await pool.query('create schema kept');
    for (const name of ['tallies', 'teams', 'latest'])
      await pool.query(`create table kept.${name} as select * from g1.${name}`);
    await pool.query(sql);
    expect(new Set((await compareTables(comparison)).map((difference) => difference.kind))).toEqual(
      new Set([kind]),
    );
    for (const name of ['tallies', 'teams', 'latest'])
      await pool.query(`delete from g1.${name}; insert into g1.${name} select * from kept.${name}`);
    await pool.query('drop schema kept cascade');
    expect(await compareTables(comparison)).toEqual([]);
  });
});
