import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { encodeRecord } from '../cloud-event.ts';
import { assertSamePartitions } from '../history.ts';
import { openedRecord } from '../own-records.ts';
import type { Place } from '../own-records.ts';
import type { EventLog, Topic } from '../port.ts';
import { insertRecords } from './insert-records.ts';
import { inTransaction } from './transaction.ts';

type Partitions = EventLog['partitions'];

/** Raise it with every change of the statements below; each of them can be run again. */
const schemaVersion = 1;

/** Any number that no other lock of the database uses. */
const creationLock = 4_836_201;

/**
 * `heads` has a row a partition; an append updates it first, so it holds the row until its commit: offsets
 * have no gaps, and what a reader sees of a partition is always a prefix. Its fill factor leaves room to
 * update the row in its own page. `own` marks the few records about the log itself.
 */
const tables = `
create schema if not exists log;

create table if not exists log.identity (
  only_row boolean primary key default true check (only_row),
  log_id uuid not null,
  schema_version int not null,
  world_partitions int not null,
  questions_partitions int not null,
  import_id uuid,
  import_hash text,
  importing boolean not null default false
);

create table if not exists log.heads (
  topic text not null,
  partition int not null,
  head bigint not null,
  last_stamp bigint not null,
  primary key (topic, partition)
) with (fillfactor = 10);

create table if not exists log.records (
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  id uuid not null,
  recorded_at bigint not null,
  import_id uuid,
  own boolean not null,
  digest bytea not null,
  event text not null,
  primary key (topic, partition, "offset"),
  unique (topic, id)
);

create index if not exists own_records on log.records (topic, partition, "offset") where own;
`;

/**
 * Appends new records to one partition in one round trip. Events are joined by line breaks and digests
 * back to back: arrays of either would have to be quoted by the client and parsed again. An id that stands
 * in the log fails the whole statement with unique_violation. The stamp is taken with the head row's lock:
 * an update that had to wait computes its values again. A record that corrects stamps (p_restamp) takes the
 * clock as it is; otherwise a stamp that ran ahead would hold all later ones up with it.
 */
const appendFunction = `
create or replace function log.append(
  p_topic text, p_partition int, p_ids uuid[], p_digests bytea, p_events text, p_own int[], p_restamp boolean,
  out first_offset bigint, out stamp bigint
) language plpgsql as $$
begin
  if current_setting('synchronous_commit') = 'off' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  update log.heads set
    head = head + cardinality(p_ids),
    last_stamp = greatest(
      case when p_restamp then 0 else last_stamp end,
      floor(extract(epoch from clock_timestamp()) * 1000)::bigint)
  where topic = p_topic and partition = p_partition
  returning head - cardinality(p_ids), last_stamp into strict first_offset, stamp;
  if (select importing from log.identity) then
    raise exception 'the log is being filled by an import' using errcode = 'CA001';
  end if;
  insert into log.records (topic, partition, "offset", id, recorded_at, own, digest, event)
  select p_topic, p_partition, first_offset + item.n - 1, item.id, stamp, item.n = any (p_own),
    substring(p_digests from (item.n::int - 1) * 32 + 1 for 32), item.event
  from unnest(p_ids, string_to_array(p_events, E'\\n')) with ordinality as item (id, event, n);
  perform pg_notify('casus_log', p_topic || '/' || p_partition);
end $$;
`;

interface IdentityRow {
  readonly log_id: string;
  readonly schema_version: number;
  readonly world_partitions: number;
  readonly questions_partitions: number;
}

/**
 * Creates the log in the database's schema `log`, or finds it there; at once by several processes too.
 * @returns the log's id
 * @throws {LogError} `partition-mismatch`
 */
export async function openSchema(pool: pg.Pool, partitions: Partitions): Promise<string> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [creationLock]);
    const found = await storedIdentity(client);
    if (found?.schema_version !== schemaVersion) await client.query(tables + appendFunction);
    if (found === undefined) return createLog(client, partitions);
    assertSamePartitions(
      { world: found.world_partitions, questions: found.questions_partitions },
      partitions,
    );
    if (found.schema_version !== schemaVersion)
      await client.query('update log.identity set schema_version = $1', [schemaVersion]);
    return found.log_id;
  });
}

async function storedIdentity(client: pg.ClientBase): Promise<IdentityRow | undefined> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('log.identity') is not null as found`,
  );
  if (rows[0]?.found !== true) return undefined;
  const identity = await client.query<IdentityRow>(
    'select log_id, schema_version, world_partitions, questions_partitions from log.identity',
  );
  return identity.rows[0];
}

async function createLog(client: pg.ClientBase, partitions: Partitions): Promise<string> {
  const logId = randomUUID();
  await client.query(
    'insert into log.identity (log_id, schema_version, world_partitions, questions_partitions) values ($1, $2, $3, $4)',
    [logId, schemaVersion, partitions.world, partitions.questions],
  );
  await client.query(
    `insert into log.heads (topic, partition, head, last_stamp)
     select topic, partition, 1, floor(extract(epoch from clock_timestamp()) * 1000)
     from unnest($1::text[], $2::int[]) as place (topic, partition)`,
    [placesOf(partitions).map(({ topic }) => topic), placesOf(partitions).map(({ partition }) => partition)],
  );
  const stamps = await client.query<{ stamp: string }>('select max(last_stamp) as stamp from log.heads');
  const recordedAt = Number(stamps.rows[0]?.stamp);
  const headers = placesOf(partitions).map((place) => {
    const { key, record } = openedRecord(logId, place);
    const position = { topic: place.topic, partition: place.partition, offset: 0 };
    return { position, recordedAt, key, encoded: encodeRecord(key, record) };
  });
  await insertRecords(client, headers);
  return logId;
}

/** All partitions of both topics. */
export function placesOf(partitions: Partitions): readonly Place[] {
  const ofTopic = (topic: Topic): Place[] =>
    Array.from({ length: partitions[topic] }, (_, partition) => ({
      topic,
      partition,
      partitions: partitions[topic],
    }));
  return [...ofTopic('world'), ...ofTopic('questions')];
}
