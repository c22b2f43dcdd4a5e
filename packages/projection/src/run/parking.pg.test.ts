import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { differences, quietPool, toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendDiscard, appendToys, poisonedToys, toyRecord } from '../testing/toy-log.ts';
import { toyProjections } from '../testing/toy.ts';
import type { ToyData } from '../testing/toy.ts';
import { startProjector } from './projector.ts';
import type { ProjectorOptions } from './projector.ts';

async function projectAll(database: ToyDatabase, more: Partial<ProjectorOptions> = {}): Promise<void> {
  const { pool, log } = database;
  const options = { pool, log, projections: toyProjections, clock: Date.now, owner: 'test', ...more };
  await using projector = await startProjector(options);
  await Promise.race([projector.caughtUp, projector.failed]);
}

function add(name: string, amount = 1): ToyData {
  return { kind: 'add', name, team: 'north', amount };
}

/** Offset and why, of what is parked. */
async function parked({ pool }: ToyDatabase): Promise<readonly unknown[]> {
  const { rows } = await pool.query<unknown[]>({
    text: 'select "offset"::int, key, error from read.parked order by partition, "offset"',
    rowMode: 'array',
  });
  return rows;
}

async function totals({ pool }: ToyDatabase): Promise<unknown> {
  const { rows } = await pool.query<{ key: string; total: string }>('select key, total from read.tallies');
  return Object.fromEntries(rows.map(({ key, total }) => [key, Number(total)]));
}

test.each([1, 2, 7, 1_000])(
  'in batches of %i the records at fault are parked, and no others',
  async (size) => {
    await using database = await toyDatabase(1);
    const toys: readonly ToyData[] = [
      add('ada'),
      add('ben'),
      { kind: 'poison', name: 'ada' },
      add('ada', 5),
      add('ben', 2),
      { kind: 'unstorable', name: 'cleo' },
      add('cleo'),
      add('ben', 4),
    ];
    await appendToys(database.log, toys);
    await projectAll(database, { largestBatch: size });
    expect(await totals(database)).toEqual({ ada: 1, ben: 7 });
    expect(await parked(database)).toEqual([
      [3, 'ada', 'ada cannot be counted'],
      [4, 'ada', null],
      [6, 'cleo', expect.stringContaining('Unicode')],
      [7, 'cleo', null],
    ]);
    expect(await differences(database)).toEqual([]);
  },
);

test('a projector that begins again queues what follows a parked record', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, [{ kind: 'poison', name: 'ada' }]);
  await projectAll(database);
  await appendToys(database.log, [add('ada'), add('ben')]);
  await projectAll(database);
  expect(await totals(database)).toEqual({ ben: 1 });
  expect(await parked(database)).toHaveLength(2);
});

test('what waited behind a discarded record is folded in order, also by a fold from zero', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, [add('ada'), { kind: 'poison', name: 'ada' }, add('ada', 5), add('ben')]);
  await projectAll(database);
  await appendDiscard(database.log, 0, 2);
  await appendToys(database.log, [add('ada', 7)]);
  await projectAll(database);
  expect(await totals(database)).toEqual({ ada: 13, ben: 1 });
  expect(await parked(database)).toEqual([]);
  expect(await differences(database)).toEqual([]);
});

test('of several that a discard releases, the one that cannot be stored is parked', async () => {
  await using database = await toyDatabase(1);
  const bad = { kind: 'unstorable', name: 'ada' } as const;
  await appendToys(database.log, [{ kind: 'poison', name: 'ada' }, add('ada'), add('ada'), bad]);
  await projectAll(database);
  await appendDiscard(database.log, 0, 1);
  await projectAll(database);
  expect(await totals(database)).toEqual({ ada: 2 });
  expect(await parked(database)).toEqual([[4, 'ada', expect.stringContaining('Unicode')]]);
  expect(await differences(database)).toEqual([]);
});

test('text that Postgres cannot keep is parked all the same', async () => {
  await using database = await toyDatabase(1);
  const record = { ...toyRecord({ kind: 'poison', name: 'a\0\uD800' }), type: 'casus.test.tallied.v1' };
  await database.log.append({ topic: 'questions', key: 'a\0b', records: [record] });
  await projectAll(database);
  expect(await parked(database)).toEqual([[1, 'a\uFFFDb', expect.stringContaining('cannot be counted')]]);
});

test('a fold that asks for a table of another topic halts the projector, and parks nothing', async () => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, [add('ada')]);
  const [tallying, ranking] = toyProjections;
  if (!tallying || !ranking) throw new Error('no toys');
  const lost = {
    ...tallying,
    fold: (rows: { get: (table: { name: string }, key: string) => unknown }) =>
      void rows.get({ name: 'elsewhere' }, 'a'),
  };
  await expect(projectAll(database, { projections: [lost, ranking] })).rejects.toThrow(
    'has a table elsewhere',
  );
  expect(await parked(database)).toEqual([]);
});

test(
  'killed between any two statements, poison and all, the tables are those of a fold from zero',
  { timeout: 120_000 },
  async () => {
    await using database = await toyDatabase(1);
    const random = seeded(11);
    await appendToys(database.log, poisonedToys(60, random, 0.2));
    for (let statement = 8; statement < 60; statement += 5) await projectUntil(database, statement);
    const [first] = (await parked(database)) as readonly (readonly [number])[];
    if (first) await appendDiscard(database.log, 0, first[0]);
    for (let statement = 8; statement < 24; statement += 4) await projectUntil(database, statement);
    await projectAll(database);
    expect(await differences(database)).toEqual([]);
    expect((await parked(database)).length).toBeGreaterThan(3);
  },
);

/** Projects until its connections break before the statement of that number. */
async function projectUntil({ url, log }: ToyDatabase, last: number): Promise<void> {
  const pool = quietPool(url);
  let sent = 0;
  pool.on('connect', (client) => {
    const query: (...values: unknown[]) => unknown = client.query.bind(client);
    const counting = (...values: unknown[]): unknown => {
      sent += 1;
      if (sent < last) return query(...values);
      client.end().catch(() => undefined);
      throw new Error('Connection terminated by the test');
    };
    Object.assign(client, { query: counting });
  });
  const options = { pool, log, projections: toyProjections, clock: Date.now, owner: 'test', largestBatch: 3 };
  const projector = await startProjector(options).catch(() => undefined);
  for (let waited = 0; projector && sent < last && waited < 100; waited += 1) await delay(5);
  await projector?.[Symbol.asyncDispose]();
  await pool.end();
}
