import { Parking } from '@casus/domain/parking';
import type { Delivered, Table } from '@casus/domain/rows';
import { expect, test } from 'vitest';
import type { Projection } from '../declare/projection.ts';
import { projectedTable } from '../declare/table.ts';
import { foldBatch } from './fold-batch.ts';
import { PartitionRows } from './partition-rows.ts';

const chain: Table<{ readonly next: string }> = { name: 'chain' };

function records(count: number): readonly Delivered[] {
  return Array.from({ length: count }, (_, offset) => ({
    position: { topic: 'world', partition: 0, offset },
    id: `id-${offset}`,
    type: 't',
    key: 'k',
    data: {},
    logTime: 0,
  }));
}

function folding(fold: Projection['fold']): Parameters<typeof foldBatch>[0] & { loads: number } {
  const tables = [projectedTable(chain)];
  const own = {
    projections: [{ name: 'p', version: 1, topic: 'world' as const, tables, fold }],
    rows: new PartitionRows(tables),
    parking: new Parking(),
    refused: new Map<number, Error>(),
    loads: 0,
    load: async () => {
      own.loads += 1;
      return new Map();
    },
  };
  return own;
}

test('rows that follow from what the record before wrote cost no more looks ahead than the limit', async () => {
  let folds = 0;
  const chained = folding((rows) => {
    folds += 1;
    const key = rows.get(chain, 'head')?.next ?? 'k0';
    rows.get(chain, key);
    rows.put(chain, 'head', { next: `k${Number(key.slice(1)) + 1}` });
  });
  await foldBatch(chained, records(300));
  expect(chained.rows.get(chain, 'head')).toEqual({ next: 'k300' });
  expect(folds).toBeLessThan(300 * (2 + 8 + 16));
});

test('the event loop has a turn at least every few milliseconds', async () => {
  const busy = folding(() => {
    for (const until = performance.now() + 1; performance.now() < until;);
  });
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  await foldBatch(busy, records(60));
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(3);
});
