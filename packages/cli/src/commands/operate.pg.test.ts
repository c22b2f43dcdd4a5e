import { postgresLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { migrateAccounts } from '@casus/platform/accounts';
import { startProjector } from '@casus/projection';
import type { Projector } from '@casus/projection';
import { toyProjections, toyRecord } from '@casus/projection/testing';
import type { ToyData } from '@casus/projection/testing';
import { freshDatabase } from '@casus/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { openPool } from '@casus/platform/postgres';
import type { Pool } from 'pg';
import { readStatus } from '../status/read-status.ts';
import { statusLines } from '../status/status-lines.ts';
import { troublesOf } from '../status/troubles.ts';
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

const open = (url: string) => openPool({ url, name: 'test', log: { warn: () => undefined } });

/** A database with a projector in it, which has parked one record and queued another. */
async function withProjector(
  work: (pool: Pool, log: EventLog, projector: Projector) => Promise<void>,
): Promise<void> {
  await using database = await freshDatabase();
  await using pool = open(database.url);
  await migrateAccounts(pool);
  await using log: EventLog = await postgresLog({ pool, partitions: { world: 1, questions: 1 } });
  for (const toy of toys) await log.append({ topic: 'questions', key: toy.name, records: [toyRecord(toy)] });
  await using own = open(database.url);
  const options = { pool: own, log, projections: toyProjections, clock: Date.now, owner: 'test' };
  await using projector = await startProjector(options);
  await projector.caughtUp;
  await work(pool, log, projector);
}

test('what is parked is listed, and what waits behind it; given up, the rest is folded', async () => {
  await withProjector(async (pool, log) => {
    await list(pool);
    expect(printed.join('')).toMatch(
      /questions\/0@2 .* ada cannot be counted\nquestions\/0@3 .* waits behind/,
    );
    await discard(
      { pool, log },
      { topic: 'questions', partition: 0, offset: 2 },
      { who: 'op', why: 'a misprint' },
    );
    expect(printed.at(-1)).toBe('questions/0@2 is given up by questions/0@4.\n');
    const total = async (): Promise<unknown> => (await pool.query('select total from read.tallies')).rows;
    await expect.poll(total, { timeout: 30_000 }).toEqual([{ total: '6' }]);
  });
});

test('the status tells what is parked and who folds; giving it up leaves nothing to do', async () => {
  await withProjector(async (pool, log) => {
    const before = await readStatus(pool, log, Date.now);
    expect(troublesOf(before)).toEqual([
      'questions/0: 1 records are parked, 1 wait behind them: "casus parked list"',
    ]);
    expect(before.partitions).toMatchObject([
      { topic: 'world', next: 1, head: 1, lagRecords: 0, owner: 'test' },
      { topic: 'questions', next: 4, head: 4, lagRecords: 0, lagSeconds: 0, parked: 1, waiting: 1 },
    ]);
    expect(statusLines(before, troublesOf(before)).join('\n')).toContain('This needs a hand:');
    await discard({ pool, log }, { topic: 'questions', partition: 0, offset: 2 }, { who: 'op', why: 'x' });
    const after = async (): Promise<unknown> => troublesOf(await readStatus(pool, log, Date.now));
    await expect.poll(after, { timeout: 30_000 }).toEqual([]);
  });
});

test('what is not parked is not given up', async () => {
  await withProjector(async (pool, log) => {
    const position = { topic: 'questions', partition: 0, offset: 1 } as const;
    await expect(discard({ pool, log }, position, { who: 'op', why: 'x' })).rejects.toThrow(
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
