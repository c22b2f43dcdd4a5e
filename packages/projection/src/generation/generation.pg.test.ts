import { setTimeout as delay } from 'node:timers/promises';
import { memoryLog } from '@casus/log';
import { expect, test } from 'vitest';
import type { Projection } from '../declare/projection.ts';
import { projectedTable } from '../declare/table.ts';
import { readSnapshot } from '../read/read-snapshot.ts';
import { startProjector } from '../run/projector.ts';
import type { Projector, ProjectorOptions } from '../run/projector.ts';
import { differences, toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendToys, randomToys } from '../testing/toy-log.ts';
import { tallies, tallying, toyType } from '../testing/toy.ts';
import type { ReadView } from './views.ts';

function start(database: ToyDatabase, more: Partial<ProjectorOptions> = {}): Promise<Projector> {
  const { pool, log } = database;
  return startProjector({ pool, log, projections: [tallying], clock: Date.now, owner: 'test', ...more });
}

async function projectAll(database: ToyDatabase, more: Partial<ProjectorOptions> = {}): Promise<number> {
  await using projector = await start(database, more);
  await Promise.race([projector.caughtUp, projector.failed]);
  return projector.generation;
}

async function value(database: Pick<ToyDatabase, 'pool'>, sql: string): Promise<unknown> {
  const { rows } = await database.pool.query<unknown[]>({ text: sql, rowMode: 'array' });
  return rows[0]?.[0];
}

/** A database whose first generation holds 60 records. */
async function filled(): Promise<ToyDatabase> {
  const database = await toyDatabase();
  await appendToys(database.log, randomToys(60, seeded(1)));
  await projectAll(database);
  return database;
}

/** Counts each record twice. */
const twice: Projection = {
  ...tallying,
  version: 2,
  fold(rows, record) {
    tallying.fold(rows, record);
    if (record.type === toyType) tallying.fold(rows, record);
  },
};

const records = `select sum((data->>'records')::int)::int from read.tallies`;
const generation = 'select number from read.generation';
const schemas = `select string_agg(nspname, ' ' order by nspname) from pg_namespace where nspname ~ '^g[0-9]+$'`;

test('the same projections go on in the generation that is there', async () => {
  await using database = await filled();
  expect(await projectAll(database)).toBe(1);
});

test('several first starts at once open one generation', async () => {
  await using database = await toyDatabase();
  const numbers = await Promise.all(Array.from({ length: 4 }, () => projectAll(database)));
  expect(numbers).toEqual([1, 1, 1, 1]);
});

test('a higher version is folded from position 0 into a new generation, and the old one is kept', async () => {
  await using database = await filled();
  const once = await value(database, records);
  expect(await projectAll(database, { projections: [twice] })).toBe(2);
  expect(await value(database, generation)).toBe(2);
  expect(await value(database, records)).toBe(2 * Number(once));
  expect(await differences(database, 'g2', [twice])).toEqual([]);
  expect(await differences(database, 'g1', [tallying])).toEqual([]);
});

test('other columns make a new generation', async () => {
  await using database = await filled();
  const table = projectedTable(tallies, { columns: { total: { type: 'int', of: ({ total }) => total } } });
  const [, latest] = tallying.tables;
  if (latest === undefined) throw new Error('no table latest');
  expect(await projectAll(database, { projections: [{ ...tallying, tables: [table, latest] }] })).toBe(2);
});

test('readers see the old generation until the new one has caught up, and it goes on where it broke off', async () => {
  await using database = await filled();
  const failing: Projection = {
    ...twice,
    fold(rows, record) {
      if (record.position.partition === 1) rows.get({ name: 'not yet there' }, 'a');
      twice.fold(rows, record);
    },
  };
  await expect(projectAll(database, { projections: [failing] })).rejects.toThrow('has a table not yet there');
  expect(await value(database, generation)).toBe(1);
  expect(await projectAll(database, { projections: [twice] })).toBe(2);
  expect(await value(database, generation)).toBe(2);
  expect(await differences(database, 'g2', [twice])).toEqual([]);
});

test('of older generations one is kept', async () => {
  await using database = await filled();
  for (const version of [2, 3]) await projectAll(database, { projections: [{ ...twice, version }] });
  expect(await value(database, schemas)).toBe('g2 g3');
});

test('code that is older than what readers see is refused', async () => {
  await using database = await filled();
  await projectAll(database, { projections: [twice] });
  await expect(start(database)).rejects.toMatchObject({
    name: 'OlderCode',
    message: 'projection tallying is version 1 here, readers see version 2',
  });
});

test('another log than the one folded halts at once', async () => {
  await using database = await filled();
  const other = memoryLog({ partitions: database.log.partitions, clock: Date.now });
  await using projector = await start(database, { log: other });
  await expect(projector.failed).rejects.toMatchObject({ code: 'lost-tail' });
});

test('views of its own are made anew when they change, without another generation', async () => {
  await using database = await filled();
  const view = (sql: string): readonly ReadView[] => [{ name: 'names', sql }];
  await projectAll(database, { views: view('select count(*)::int as n from tallies') });
  expect(await value(database, 'select n from read.names')).toBeGreaterThan(7);
  await projectAll(database, { views: view('select 7 as n from tallies') });
  expect(await value(database, 'select n from read.names')).toBe(7);
  expect(await value(database, schemas)).toBe('g1');
});

test('a table without history has no view of it', async () => {
  await using database = await filled();
  expect(await value(database, 'select count(*)::int from read.latest')).toBe(7);
  expect(await value(database, `select to_regclass('read.latest_history')`)).toBeNull();
  expect(await value(database, `select to_regclass('read.tallies_history')`)).not.toBeNull();
});

test('a reader in a snapshot sees one generation, and the swap waits for it', async () => {
  await using database = await filled();
  const once = await value(database, records);
  let second: Projector | undefined;
  const seen = await readSnapshot(database.pool, async (client) => {
    second = await start(database, { projections: [twice] });
    await delay(300);
    const { rows } = await client.query<unknown[]>({ text: records, rowMode: 'array' });
    return rows[0]?.[0];
  });
  expect(seen).toBe(once);
  await second?.caughtUp;
  expect(await value(database, records)).toBe(2 * Number(once));
  await second?.[Symbol.asyncDispose]();
});
