import type pg from 'pg';
import { decodeRecord, encodeRecord } from '../cloud-event.ts';
import type { DecodedRecord } from '../cloud-event.ts';
import { withLogErrors } from '../postgres/errors.ts';
import { inTransaction } from '../postgres/transaction.ts';
import type { Fact, Publisher } from './publisher.ts';

/** Any number that no other lock of the database uses. */
const creationLock = 4_836_203;

/** `published_head` is updated first, so that offsets have no gaps and what a reader sees is always a prefix. */
const tables = `
create schema if not exists log;
create table if not exists log.published (
  "offset" bigint primary key,
  id uuid not null unique,
  key text not null,
  recorded_at bigint not null,
  event text not null
);
create table if not exists log.published_head (
  only_row boolean primary key default true check (only_row),
  head bigint not null
);
insert into log.published_head (head) values (0) on conflict do nothing;`;

/** Events are joined by line breaks, which the text of an event never holds. */
const insert = `
with added as (
  select item.id, item.key, item.event, row_number() over (order by item.n) - 1 as place
  from unnest($1::uuid[], $2::text[], string_to_array($3::text, E'\\n')) with ordinality as item (id, key, event, n)
  where not exists (select from log.published as known where known.id = item.id)
), moved as (
  update log.published_head set head = head + (select count(*) from added) returning head
)
insert into log.published ("offset", id, key, recorded_at, event)
select moved.head - (select count(*) from added) + place, id, key,
  floor(extract(epoch from clock_timestamp()) * 1000), event
from added, moved`;

/** A fact as it was published. */
export interface PublishedFact extends DecodedRecord {
  /** From 0, without gaps, over all facts. */
  readonly offset: number;
}

/**
 * Facts as rows of `log.published`, each once, in one order.
 * @throws {LogError} `unavailable`
 */
export async function postgresPublisher(pool: pg.Pool): Promise<Publisher> {
  await withLogErrors(() =>
    inTransaction(pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [creationLock]);
      await client.query(tables);
    }),
  );
  return {
    publish: (facts) => withLogErrors(() => publish(pool, facts)),
    async [Symbol.asyncDispose]() {},
  };
}

/** At most `limit` facts from an offset on. */
export async function readPublished(
  pool: Pick<pg.Pool, 'query'>,
  from: number,
  limit = 1_000,
): Promise<readonly PublishedFact[]> {
  const { rows } = await pool.query<{ offset: string; event: string }>(
    'select "offset", event from log.published where "offset" >= $1 order by "offset" limit $2',
    [from, limit],
  );
  return rows.map(({ offset, event }) => ({ ...decodeRecord(event), offset: Number(offset) }));
}

async function publish(pool: pg.Pool, facts: readonly Fact[]): Promise<void> {
  const encoded = new Map(
    facts.map(({ key, record }) => [record.id, { key, text: encodeRecord(key, record).text }]),
  );
  const values = [...encoded.values()];
  await inTransaction(pool, async (client) => {
    await client.query('select head from log.published_head for update'); // one writer at a time: ids are unique
    await client.query(insert, [
      [...encoded.keys()],
      values.map(({ key }) => key),
      values.map(({ text }) => text).join('\n'),
    ]);
  });
}
