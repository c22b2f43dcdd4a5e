import { expect, test, vi } from 'vitest';
import type { Projection } from '../declare/projection.ts';
import { generationsIn } from '../generation/control.ts';
import { ask } from '../run/orders.ts';
import { startProjector } from '../run/projector.ts';
import type { Projector } from '../run/projector.ts';
import { toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendToys, randomToys } from '../testing/toy-log.ts';
import { ranking, tallying, toyProjections } from '../testing/toy.ts';
import { cutNow } from './cut.ts';
import { positionWatch } from './position-watch.ts';

vi.setConfig({ testTimeout: 90_000 });

/** A later version that never goes over by itself. */
const risen: readonly Projection[] = [
  { ...tallying, version: 2, invariants: [{ name: 'never the same', table: 'tallies', sql: 'random()' }] },
  ranking,
];

function start({ pool, log }: ToyDatabase, projections = toyProjections): Promise<Projector> {
  return startProjector({ pool, log, projections, clock: Date.now, owner: 'test' });
}

/** A database whose first generation holds 40 records; nobody folds it on. */
async function filled(): Promise<ToyDatabase> {
  const database = await toyDatabase(1);
  await appendToys(database.log, randomToys(40, seeded(21)));
  await using projector = await start(database);
  await projector.caughtUp;
  return database;
}

async function becomes({ pool }: ToyDatabase, expected: string): Promise<void> {
  const states = async (): Promise<string> =>
    (await generationsIn(pool)).map(({ number, state }) => `${number} ${state}`).join(', ');
  await expect.poll(states, { timeout: 25_000 }).toBe(expected);
}

test('what readers see is stale from the start of a later version until they are pointed at it', async () => {
  await using database = await filled();
  expect(await cutNow(database.pool)).toMatchObject({ stale: false });
  await using _ = await start(database, risen);
  expect(await cutNow(database.pool)).toMatchObject({ stale: true });
  await becomes(database, '1 live, 2 waiting');
  expect(await cutNow(database.pool)).toMatchObject({ stale: true });
  await ask(database.pool, 'accept');
  await becomes(database, '1 kept, 2 live');
  expect(await cutNow(database.pool)).toMatchObject({ stale: false });
});

test('nobody waits for a position that stale tables will not reach, and what they have is told', async () => {
  await using database = await filled();
  await using _ = await start(database, risen);
  const watch = positionWatch(database.pool);
  const long = 600_000;
  expect(await watch.waitFor({ topic: 'questions', partition: 0, offset: 40 }, long)).toBe(true);
  expect(await watch.waitFor({ topic: 'questions', partition: 0, offset: 41 }, long)).toBe(false);
});

test('a rebuild of the same projections makes nothing stale, as the live ones are folded on', async () => {
  await using database = await filled();
  await using _ = await start(database);
  await database.pool.query(`update g1.tallies set total = total + 1 where from_offset = 5`);
  await ask(database.pool, 'rebuild');
  await becomes(database, '1 live, 2 waiting');
  expect(await cutNow(database.pool)).toMatchObject({ stale: false });
});

test('tables whose view does not say whether they are stale are told to', async () => {
  await using database = await filled();
  await database.pool.query('drop view read.generation; create view read.generation as select 1 as number');
  await using _ = await start(database, risen);
  expect(await cutNow(database.pool)).toMatchObject({ stale: true });
});
