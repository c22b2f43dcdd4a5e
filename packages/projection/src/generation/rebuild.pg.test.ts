import { expect, test, vi } from 'vitest';
import type { Projection } from '../declare/projection.ts';
import { ask, readOrder } from '../run/orders.ts';
import type { AnsweredOrder, Order } from '../run/orders.ts';
import { startProjector } from '../run/projector.ts';
import type { Projector, ProjectorOptions } from '../run/projector.ts';
import { differences, toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendToys, poisonedToys, randomToys } from '../testing/toy-log.ts';
import { ranking, storableToys, tallying, toyProjections, toyType } from '../testing/toy.ts';
import { generationsIn } from './control.ts';

vi.setConfig({ testTimeout: 90_000 });

function start(database: ToyDatabase, more: Partial<ProjectorOptions> = {}): Promise<Projector> {
  const { pool, log } = database;
  return startProjector({ pool, log, projections: toyProjections, clock: Date.now, owner: 'test', ...more });
}

async function ordered(
  { pool }: ToyDatabase,
  kind: Order['kind'],
  position?: string,
): Promise<AnsweredOrder | undefined> {
  const id = await ask(pool, kind, position);
  await expect.poll(async () => (await readOrder(pool, id))?.state, { timeout: 25_000 }).not.toBe('asked');
  return readOrder(pool, id);
}

/** `1 kept, 2 live` */
async function states({ pool }: ToyDatabase): Promise<string> {
  return (await generationsIn(pool)).map(({ number, state }) => `${number} ${state}`).join(', ');
}

function becomes(database: ToyDatabase, expected: string): Promise<void> {
  return expect.poll(() => states(database), { timeout: 25_000 }).toBe(expected);
}

/** A second version of the tallies, which counts otherwise. */
function other(more: Partial<Projection> = {}): readonly Projection[] {
  return [{ ...tallying, version: 2, ...more }, ranking];
}

const invariants = [
  { name: 'names', table: 'tallies', sql: 'count(*) filter (where until_offset is null)' },
  { name: 'total', table: 'tallies', sql: 'coalesce(sum(total) filter (where until_offset is null), 0)' },
];

test('a rebuild of the same projections is compared row by row, swapped, and the old one kept', async () => {
  await using database = await toyDatabase();
  await appendToys(database.log, poisonedToys(120, seeded(1)));
  await using projector = await start(database);
  await projector.caughtUp;
  expect(await ordered(database, 'rebuild')).toMatchObject({
    state: 'done',
    answer: 'generation 2 is filled',
  });
  await appendToys(database.log, poisonedToys(40, seeded(2)));
  await becomes(database, '1 kept, 2 live');
  expect(await differences(database, 'g2')).toEqual([]);
});

test('what somebody changed in the tables is found, and waits for the operator', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, randomToys(200, seeded(3)));
  await using projector = await start(database);
  await projector.caughtUp;
  await database.pool.query(`update g1.tallies set total = total + 1 where from_offset = 5`);
  await ordered(database, 'rebuild');
  await becomes(database, '1 live, 2 waiting');
  const [, waiting] = await generationsIn(database.pool);
  expect(waiting?.comparison?.differences.map(({ what }) => what)).toEqual(['rows of tallies']);
  expect(await ordered(database, 'accept')).toMatchObject({ answer: 'readers see generation 2' });
  await becomes(database, '1 kept, 2 live');
});

test('after a roll-back readers see the kept one, which is folded on, and may go over again', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, randomToys(100, seeded(4)));
  await using projector = await start(database);
  await projector.caughtUp;
  expect(await ordered(database, 'rollback')).toMatchObject({ state: 'refused' });
  await ordered(database, 'rebuild');
  await becomes(database, '1 kept, 2 live');
  await appendToys(database.log, randomToys(50, seeded(5)));
  expect(await ordered(database, 'rollback')).toMatchObject({ answer: 'readers see generation 1' });
  expect(await states(database)).toBe('1 live, 2 waiting');
  await expect.poll(() => differences(database, 'g1'), { timeout: 25_000 }).toEqual([]);
  await ordered(database, 'accept');
  await becomes(database, '1 kept, 2 live');
});

test('another version goes over by itself where its invariants hold', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, randomToys(100, seeded(6)));
  await (
    await start(database)
  ).caughtUp;
  await using projector = await start(database, { projections: other({ invariants }) });
  await projector.caughtUp;
  expect(await states(database)).toBe('1 kept, 2 live');
});

test('another version whose invariants do not hold waits, and shows what differs', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, randomToys(100, seeded(7)));
  {
    await using first = await start(database);
    await first.caughtUp;
  }
  const twice: Projection['fold'] = (rows, record) => {
    tallying.fold(rows, record);
    if (record.type === toyType) tallying.fold(rows, record);
  };
  await using projector = await start(database, { projections: other({ invariants, fold: twice }) });
  await projector.readable;
  await becomes(database, '1 live, 2 waiting');
  const [, waiting] = await generationsIn(database.pool);
  const [difference, ...others] = waiting?.comparison?.differences ?? [];
  expect([difference?.what, others]).toEqual(['total', []]);
  expect(Number(difference?.next)).toBe(2 * Number(difference?.live));
});

test('a retry takes a parked record in where it stands, once the code can fold it', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, [
    { kind: 'add', name: 'ada', team: 'north', amount: 1 },
    { kind: 'unstorable', name: 'ada' },
    { kind: 'add', name: 'ada', team: 'north', amount: 5 },
  ]);
  {
    await using first = await start(database, { projections: storableToys });
    await first.caughtUp;
  }
  const able = [{ ...tallying, fold: mended }, ranking];
  await using projector = await start(database, { projections: able });
  expect(await ordered(database, 'retry', 'questions/0@1')).toMatchObject({ state: 'refused' });
  expect(await ordered(database, 'retry', 'questions/0@2')).toMatchObject({ state: 'done' });
  await becomes(database, '1 live, 2 waiting');
  await ordered(database, 'accept');
  expect(await differences(database, 'g2', able)).toEqual([]);
  const { rows } = await database.pool.query('select from read.parked');
  expect([rows, projector.generation]).toEqual([[], 1]);
});

const mended: Projection['fold'] = (rows, record) => {
  const data = record.data as { kind?: string; name?: string };
  const kept = { ...record, data: { kind: 'add', name: data.name, team: 'west', amount: 3 } };
  tallying.fold(rows, data.kind === 'unstorable' ? kept : record);
};

test('a rebuild that is broken off goes on where it was', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, randomToys(300, seeded(8)));
  const second = { projections: other({ invariants }), largestBatch: 7 };
  {
    await using first = await start(database);
    await first.caughtUp;
  }
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await using projector = await start(database, second);
    await expect.poll(() => projector.generation).toBe(2);
  }
  await using projector = await start(database, second);
  await projector.caughtUp;
  expect(await differences(database, 'g2', other())).toEqual([]);
});
