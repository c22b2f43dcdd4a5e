import { schemaFor } from '@casus/testing';
import type { TestSchema } from '@casus/testing';
import { expect, test } from 'vitest';
import { projectedTable } from '../declare/table.ts';
import type { Version } from '../fold/version.ts';
import { commonTables } from '../generation/schema.ts';
import { copyVersions } from './copy-versions.ts';
import type { Step } from './partition-store.ts';
import { insertIds, insertSteps } from './steps-sql.ts';
import { createTable, insertVersions } from './table-sql.ts';
import { inTransaction } from './transaction.ts';
import { openedJson } from './version-json.ts';

interface Ship {
  readonly name: string;
  readonly tons?: number;
  readonly ports: readonly string[];
}

const ships = projectedTable<Ship>(
  { name: 'ships', group: ({ name }) => name },
  {
    columns: {
      tons: { type: 'bigint', of: ({ tons }) => tons },
      ports: { type: 'text[]', of: ({ ports }) => ports },
      afloat: { type: 'boolean', of: ({ ports }) => ports.length === 0 },
    },
  },
);

const texts = ['plain', 'a\tb', 'a\nb\r', '\\N', '\\', '"', '{a,b}', '', 'Łódź', "'"];

test('versions that are copied are the same as those of a statement', async () => {
  await using db = await schemaFor(import.meta.url);
  await db.pool.query(createTable(db.name, ships));
  const versions = texts.map((text, index): Version => {
    const row = { name: text, ports: texts.slice(0, index), ...(index % 2 === 0 && { tons: index }) };
    return {
      key: text,
      row,
      from: index,
      until: index % 3 === 0 ? index + 1 : null,
      stored: false,
      inUse: false,
    };
  });
  const rows = async (): Promise<unknown> =>
    (await db.pool.query(`select * from ${db.name}.ships order by from_offset`)).rows;
  await db.pool.query(insertVersions(db.name, ships), [await openedJson(ships, versions), 2]);
  const stated = await rows();
  await db.pool.query(`truncate ${db.name}.ships`);
  await inTransaction(db.pool, (client) =>
    copyVersions(client, { schema: db.name, table: ships, partition: 2, versions }),
  );
  expect(await rows()).toEqual(stated);
  expect(stated).toHaveLength(texts.length);
});

const stepAt = (logTime: number): Step => ({ logTime, next: logTime + 1 });
const stepsUntil = (count: number): Step[] => Array.from({ length: count }, (_, logTime) => stepAt(logTime));

async function stored(db: TestSchema, table: string): Promise<unknown> {
  return (await db.pool.query(`select * from ${db.name}.${table} order by 3`)).rows;
}

test('steps that are copied are the same, also where a batch begins in the step where the last one ended', async () => {
  await using db = await schemaFor(import.meta.url);
  await db.pool.query(commonTables(db.name));
  const batches = [stepsUntil(200), [{ logTime: 199, next: 777 }, ...stepsUntil(400).slice(200)]];
  const place = { schema: db.name, topic: 'world', partition: 0 } as const;
  for (const steps of batches) await inTransaction(db.pool, (client) => insertSteps(client, place, steps));
  const stated = await stored(db, 'steps');
  await db.pool.query(`truncate ${db.name}.steps`);
  for (const steps of batches)
    await inTransaction(db.pool, (client) => insertSteps(client, { ...place, copies: true }, steps));
  expect(await stored(db, 'steps')).toEqual(stated);
  expect(stated).toHaveLength(400);
  expect(stated).toContainEqual({ topic: 'world', partition: 0, log_time: '199', next_offset: '777' });
});

test('ids that are copied are the same', async () => {
  await using db = await schemaFor(import.meta.url);
  await db.pool.query(commonTables(db.name));
  const ids = Array.from({ length: 200 }, (_, offset) => ({
    id: `00000000-0000-4000-8000-${offset.toString(16).padStart(12, '0')}`,
    offset,
  }));
  const place = { schema: db.name, topic: 'questions', partition: 3 } as const;
  await inTransaction(db.pool, (client) => insertIds(client, place, ids));
  const stated = await stored(db, 'ids');
  await db.pool.query(`truncate ${db.name}.ids`);
  await inTransaction(db.pool, (client) => insertIds(client, { ...place, copies: true }, ids));
  expect(await stored(db, 'ids')).toEqual(stated);
  expect(stated).toHaveLength(200);
});
