import { postgresLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { migrateAccounts } from '@casus/platform/accounts';
import { startProjector } from '@casus/projection';
import type { Projector } from '@casus/projection';
import { toyProjections, toyRecord } from '@casus/projection/testing';
import type { ToyData } from '@casus/projection/testing';
import { freshDatabase } from '@casus/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../database.ts';
import { discard, list } from './parked.ts';
import { follow, order } from './rebuild.ts';

vi.setConfig({ testTimeout: 90_000 });

const printed: string[] = [];
vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
afterEach(() => void (printed.length = 0));

const toys: readonly ToyData[] = [
  { kind: 'add', name: 'ada', team: 'north', amount: 1 },
  { kind: 'poison', name: 'ada' },
  { kind: 'add', name: 'ada', team: 'north', amount: 5 },
];

/** A database with a projector in it, which has parked one record and queued another. */
async function withProjector(
  work: (pool: ReturnType<typeof openDatabase>, projector: Projector) => Promise<void>,
): Promise<void> {
  await using database = await freshDatabase();
  await using pool = openDatabase(database.url);
  await migrateAccounts(pool);
  await using log: EventLog = await postgresLog({ pool, partitions: { world: 1, questions: 1 } });
  for (const toy of toys) await log.append({ topic: 'questions', key: toy.name, records: [toyRecord(toy)] });
  await using own = openDatabase(database.url);
  const options = { pool: own, log, projections: toyProjections, clock: Date.now, owner: 'test' };
  await using projector = await startProjector(options);
  await projector.caughtUp;
  await work(pool, projector);
}

test('what is parked is listed, and what waits behind it; given up, the rest is folded', async () => {
  await withProjector(async (pool) => {
    await list(pool);
    expect(printed.join('')).toMatch(
      /questions\/0@2 .* ada cannot be counted\nquestions\/0@3 .* waits behind/,
    );
    await discard(pool, { topic: 'questions', partition: 0, offset: 2 }, { who: 'op', why: 'a misprint' });
    expect(printed.at(-1)).toBe('questions/0@2 is given up by questions/0@4.\n');
    const total = async (): Promise<unknown> => (await pool.query('select total from read.tallies')).rows;
    await expect.poll(total, { timeout: 30_000 }).toEqual([{ total: '6' }]);
  });
});

test('what is not parked is not given up', async () => {
  await withProjector(async (pool) => {
    const position = { topic: 'questions', partition: 0, offset: 1 } as const;
    await expect(discard(pool, position, { who: 'op', why: 'x' })).rejects.toThrow(
      'questions/0@1 is not parked',
    );
  });
});

test('a rebuild is asked for and followed to its end; there is nothing to accept', async () => {
  await withProjector(async (pool) => {
    await expect(order(pool, 'accept')).rejects.toThrow('Refused: no generation waits to be accepted.');
    expect(await order(pool, 'rebuild')).toBe('generation 2 is filled');
    await follow(pool);
    expect(printed.at(-1)).toBe('Readers see generation 2.\n');
  });
});
