import { randomUUID } from 'node:crypto';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect, test } from 'vitest';
import { describePublisher } from './contract-publisher.ts';
import { postgresPublisher, readPublished } from './postgres-publisher.ts';

async function open() {
  const database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 8 });
  pool.on('error', () => undefined);
  const publisher = await postgresPublisher(pool);
  return {
    pool,
    publisher,
    stored: async () => [await readPublished(pool, 0, 10_000)],
    async [Symbol.asyncDispose]() {
      await pool.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

describePublisher('Postgres', open);

test('offsets have no gaps, each id stands once, and a page begins where it is asked to', async () => {
  await using subject = await open();
  const facts = Array.from({ length: 9 }, (_, number) => ({
    key: 'k',
    record: { id: randomUUID(), type: 'casus.published.tested.v1', data: { number } },
  }));
  const again = await postgresPublisher(subject.pool);
  await Promise.all([
    subject.publisher.publish(facts.slice(0, 6)),
    again.publish(facts.slice(3)),
    subject.publisher.publish(facts.slice(0, 2)),
  ]);
  const stored = await readPublished(subject.pool, 0);
  expect(stored.map(({ offset }) => offset)).toEqual([...facts.keys()]);
  expect(stored.map(({ id }) => id).toSorted()).toEqual(facts.map(({ record }) => record.id).toSorted());
  expect((await readPublished(subject.pool, 4, 2)).map(({ offset }) => offset)).toEqual([4, 5]);
});
