import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { differences, quietPool, toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendToys, randomToys } from '../testing/toy-log.ts';
import { toyProjections } from '../testing/toy.ts';
import { startProjector } from './projector.ts';
import type { Projector } from './projector.ts';

/** A projector with connections of its own, which are held up before each statement. */
interface Owner extends AsyncDisposable {
  readonly projector: Projector;
  readonly troubles: string[];
}

async function startOwner(
  { url, log }: ToyDatabase,
  holdUp: (statement: string) => Promise<void>,
  owner = 'same',
): Promise<Owner> {
  const pool = quietPool(url);
  pool.on('connect', (client) => hold(client, holdUp));
  const troubles: string[] = [];
  const onTrouble = (error: Error): void => void troubles.push(error.name);
  const options = { pool, log, largestBatch: 5, projections: toyProjections, clock: Date.now };
  const projector = await startProjector({ ...options, owner, leaseMs: 300, onTrouble });
  return {
    projector,
    troubles,
    async [Symbol.asyncDispose]() {
      await projector[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}

/** A statement that is held up holds up those behind it: in another order two owners lock each other out. */
function hold(client: pg.PoolClient, holdUp: (statement: string) => Promise<void>): void {
  let before = Promise.resolve();
  const query: (...values: unknown[]) => unknown = client.query.bind(client);
  const held = (...values: unknown[]): unknown => {
    if (typeof values.at(-1) === 'function') return query(...values); // the pool's own way, for reads
    const [first] = values;
    const text = typeof first === 'string' ? first : (first as { text: string }).text;
    before = before.then(() => holdUp(text));
    return before.then(() => query(...values));
  };
  Object.assign(client, { query: held });
}

const atOnce = async (): Promise<void> => undefined;

/** The heir has folded all there is, or waits for the lock that the one held up has. */
async function overtaken({ url }: ToyDatabase, { projector }: Owner): Promise<void> {
  const pool = quietPool(url);
  let isDone = false;
  void projector.caughtUp.then(() => (isDone = true));
  const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (!isDone && (await pool.query(waits)).rowCount === 0) await delay(20);
  await pool.end();
}

test.each([
  ['before the checkpoint moves', /^\s*update g1.checkpoints/],
  ['between the checkpoint and the rows', /insert into g1."tallies"/],
  ['before the commit', /^commit/],
])('an owner held up %s doubles nothing when another one takes over', async (_, statement) => {
  await using database = await toyDatabase(1);
  await appendToys(database.log, randomToys(60, seeded(3)));
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let folds = false; // opening the generation commits too
  await using zombie = await startOwner(database, async (text) => {
    folds ||= text.includes('update g1.checkpoints');
    if (!folds || !statement.test(text)) return;
    held.resolve();
    await release.promise;
  });
  await held.promise;
  await using heir = await startOwner(database, atOnce);
  await overtaken(database, heir);
  release.resolve();
  await heir.projector.caughtUp;
  await zombie.projector.caughtUp;
  const troubles = (): readonly string[] => [...zombie.troubles, ...heir.troubles];
  await expect.poll(troubles, { timeout: 5_000 }).toContain('StaleOwner');
  expect(await differences(database)).toEqual([]);
});

test('four owners of the same partitions count each record once', async () => {
  await using database = await toyDatabase();
  const random = seeded(4);
  await appendToys(database.log, randomToys(150, random));
  const slow = (): Promise<void> => delay(random() * 3);
  await using one = await startOwner(database, slow);
  await using two = await startOwner(database, slow);
  await using three = await startOwner(database, slow);
  await using four = await startOwner(database, slow);
  await appendToys(database.log, randomToys(50, random));
  const owners = [one, two, three, four];
  await Promise.all(owners.map(({ projector }) => projector.caughtUp));
  expect(owners.flatMap(({ troubles }) => troubles)).toContain('StaleOwner');
  await using last = await startOwner(database, atOnce);
  await last.projector.caughtUp;
  expect(await differences(database)).toEqual([]);
});

test('owners with names of their own leave each other the partitions, and take over what is left behind', async () => {
  await using database = await toyDatabase(2);
  await appendToys(database.log, randomToys(30, seeded(5)));
  const first = await startOwner(database, atOnce, 'first');
  await first.projector.caughtUp;
  await using second = await startOwner(database, atOnce, 'second');
  await second.projector.caughtUp;
  expect(second.projector.status()).toEqual([]);
  await first[Symbol.asyncDispose]();
  await appendToys(database.log, randomToys(30, seeded(6)));
  await expect.poll(() => second.projector.status().length, { timeout: 5_000 }).toBe(3);
  await expect.poll(() => differences(database), { timeout: 5_000 }).toEqual([]);
  expect([...first.troubles, ...second.troubles]).toEqual([]);
});

test('broken connections are made again, and nothing is lost', async () => {
  await using database = await toyDatabase();
  const random = seeded(7);
  const pace = (): Promise<void> => delay(1);
  await using owner = await startOwner(database, pace);
  for (let round = 0; round < 6; round += 1) {
    await appendToys(database.log, randomToys(30, random));
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and query like '%g1%'`,
    );
  }
  await using last = await startOwner(database, atOnce);
  await last.projector.caughtUp;
  expect(owner.troubles.length).toBeGreaterThan(0);
  await expect(Promise.race([owner.projector.failed, delay(0, 'runs')])).resolves.toBe('runs');
  expect(await differences(database)).toEqual([]);
});
