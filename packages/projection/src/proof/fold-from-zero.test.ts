import type { Delivered, Table } from '@casus/domain/rows';
import { expect, test } from 'vitest';
import type { Projection } from '../declare/projection.ts';
import { projectedTable } from '../declare/table.ts';
import { foldFromZero } from './fold-from-zero.ts';

const counts: Table<{ readonly n: number }> = { name: 'counts' };

function counting(fold: Projection['fold']): readonly Projection[] {
  return [{ name: 'counting', version: 1, topic: 'questions', tables: [projectedTable(counts)], fold }];
}

function record(partition: number, offset: number, key: string): Delivered {
  return {
    position: { topic: 'questions', partition, offset },
    id: `${partition}-${offset}`,
    type: 't',
    key,
    data: {},
    logTime: 0,
  };
}

test('each partition has its own rows, however they are interleaved', () => {
  const projections = counting((rows, { key }) =>
    rows.put(counts, key, { n: (rows.get(counts, key)?.n ?? 0) + 1 }),
  );
  const records = [record(0, 0, 'a'), record(1, 0, 'a'), record(0, 1, 'b'), record(0, 2, 'a')];
  expect(foldFromZero(projections, records).get('counts')).toEqual([
    { key: 'a', partition: 0, from: 0, until: 2, row: { n: 1 } },
    { key: 'a', partition: 1, from: 0, until: null, row: { n: 1 } },
    { key: 'b', partition: 0, from: 1, until: null, row: { n: 1 } },
    { key: 'a', partition: 0, from: 2, until: null, row: { n: 2 } },
  ]);
});

test('a fold that changes a row in place fails, and its record is parked', () => {
  const projections = counting((rows, { key }) => {
    const row = rows.get(counts, key);
    if (row) Object.assign(row, { n: 2 });
    rows.put(counts, key, row ?? { n: 1 });
  });
  const fates: unknown[] = [];
  const [counted] = projections;
  const fate: Projection['fate'] = (_rows, { position }, each) => fates.push([position.offset, each]);
  const records = [record(0, 0, 'a'), record(0, 1, 'a'), record(0, 2, 'a')];
  const folded = foldFromZero(counted ? [{ ...counted, fate }] : [], records);
  expect(folded.get('counts')).toMatchObject([{ key: 'a', from: 0, until: null, row: { n: 1 } }]);
  expect(fates).toEqual([
    [1, 'parked'],
    [2, 'queued'],
  ]);
});
