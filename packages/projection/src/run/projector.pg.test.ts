import { expect, test } from 'vitest';
import type pg from 'pg';
import { positionWatch } from '../read/position-watch.ts';
import { differences, toyDatabase } from '../testing/database.ts';
import type { ToyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendToys, randomToys, toyRecord } from '../testing/toy-log.ts';
import { toyProjections } from '../testing/toy.ts';
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
