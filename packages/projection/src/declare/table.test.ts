import type { Table } from '@casus/domain/rows';
import { describe, expect, test } from 'vitest';
import { createTable } from '../store/table-sql.ts';
import { assertDistinctTables, foldVersionOf } from './projection.ts';
import type { Projection } from './projection.ts';
import { projectedTable } from './table.ts';

interface Ship {
  readonly flag: string;
  readonly tons?: number;
}
const ships: Table<Ship> = { name: 'ships', group: ({ flag }) => flag };

test('a table says its columns, and their values for a row', () => {
  const table = projectedTable(ships, {
    columns: {
      tons: { type: 'integer', of: ({ tons }) => tons },
      label: { type: 'text', of: ({ flag }, key) => `${flag} ${key}` },
    },
  });
  expect(table.columnValues({ flag: 'PAN' }, 'a')).toEqual({ tons: undefined, label: 'PAN a' });
  expect(table.groupOf?.({ flag: 'PAN' })).toBe('PAN');
});

test('its SQL has them all, the indexes, and one by group', () => {
  const columns = { tons: { type: 'integer', of: ({ tons }: Ship) => tons } };
  const sql = createTable('g7', projectedTable(ships, { columns, indexes: ['(tons)'] }));
  expect(sql).toContain('create table g7."ships"');
  expect(sql).toContain('"tons" integer');
  expect(sql).toContain('create index on g7."ships" (tons);');
  expect(sql).toContain('(partition, group_key) where until_offset is null');
  expect(createTable('g7', projectedTable({ name: 'ports' }))).not.toContain('create index');
});

describe('a name is refused', () => {
  test.each(['Ships', 'ship-yards', '1st', '', 'a'.repeat(51), 'x"; drop table y'])(
    'when it is %j',
    (name) => {
      expect(() => projectedTable({ name })).toThrow('is no plain SQL name');
    },
  );

  test.each(['checkpoints', 'steps', 'ids', 'generation', 'ships_history'])('when %s is taken', (name) => {
    expect(() => projectedTable({ name })).toThrow('is taken');
  });

  test.each(['key', 'partition', 'from_offset', 'until_offset', 'group_key', 'data'])(
    'when every table has a column %s',
    (name) => {
      const columns = { [name]: { type: 'text', of: () => '' } };
      expect(() => projectedTable(ships, { columns })).toThrow('is taken');
    },
  );
});

const projection = (name: string, topic: Projection['topic'], version = 1): Projection => ({
  name,
  version,
  topic,
  tables: [projectedTable({ name })],
  fold: () => undefined,
});

test('a table belongs to one projection', () => {
  expect(() => assertDistinctTables([projection('a', 'world'), projection('a', 'questions')])).toThrow(
    'two tables are called a',
  );
});

test('a fold version names the projections of the topic', () => {
  const projections = [projection('a', 'world'), projection('b', 'questions'), projection('c', 'world', 4)];
  expect(foldVersionOf(projections, 'world')).toBe('a@1 c@4');
});
