import { expect, test } from 'vitest';
import { worldRecord } from '../records/index.ts';
import { registerRecords, taxonomy } from './index.ts';

test('every register record has the shape that is stored', () => {
  for (const { id, record } of registerRecords()) {
    expect(worldRecord(id, record).data).toEqual(record.data);
  }
});

test('each name and id is registered once, and the ids are the same each time', () => {
  const records = registerRecords();
  expect(new Set(records.map(({ key }) => key)).size).toBe(records.length);
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  expect(registerRecords().map(({ id }) => id)).toEqual(records.map(({ id }) => id));
});

test('a CAMEO code means one type', () => {
  const codes = taxonomy.flatMap(({ cameo = [] }) => cameo);
  expect(new Set(codes).size).toBe(codes.length);
});

test('no alias stands for two actors', () => {
  const aliases = registerRecords().flatMap(({ record: { data } }) =>
    'aliases' in data ? (data.aliases ?? []) : [],
  );
  expect(aliases.filter((alias, index) => aliases.indexOf(alias) !== index)).toEqual([]);
});
