import type { EventLog, Topic } from '@casus/log';
import type pg from 'pg';
import { foldVersionOf } from '../declare/projection.ts';
import type { Projection } from '../declare/projection.ts';
import { createTable } from '../store/table-sql.ts';

export const topics: readonly Topic[] = ['world', 'questions'];

/** `g3` */
export function schemaOf(generation: number): string {
  return `g${generation}`;
}

/** One row a topic-partition: how far the generation's tables are folded. */
const checkpoints = (schema: string): string => `
create table ${schema}.checkpoints (
  topic text not null,
  partition int not null,
  log_id text not null,
  next_offset bigint not null,
  last_id text not null,
  log_time bigint not null,
  fold_version text not null,
  moved_at timestamptz not null default now(),
  primary key (topic, partition)
) with (fillfactor = 10);`;

/** One row for each log time: the records of the partition up to that time end before next_offset. */
const steps = (schema: string): string => `
create table ${schema}.steps (
  topic text not null,
  partition int not null,
  log_time bigint not null,
  next_offset bigint not null,
  primary key (topic, partition, log_time)
);`;

/** Ids of the records folded and where each stood first, of a log that may repeat them; else empty. */
const ids = (schema: string): string => `
create table ${schema}.ids (
  topic text not null,
  partition int not null,
  id uuid not null,
  "offset" bigint not null,
  primary key (topic, partition, id)
);`;

/** Records that are kept out of the tables: why, or (error is NULL) because an earlier one of their key is. */
const parked = (schema: string): string => `
create table ${schema}.parked (
  topic text not null,
  partition int not null,
  "offset" bigint not null,
  key text not null,
  type text not null,
  error text,
  record json not null,
  parked_at timestamptz not null default now(),
  primary key (topic, partition, "offset")
);`;

/** What every generation has beside the tables of its projections. */
export function commonTables(schema: string): string {
  return [checkpoints(schema), steps(schema), ids(schema), parked(schema)].join('\n');
}

/** The schema with its tables, empty, and all checkpoints at position 0. */
export async function createSchema(
  client: pg.ClientBase,
  schema: string,
  { log, projections }: { readonly log: EventLog; readonly projections: readonly Projection[] },
): Promise<void> {
  const tables = projections.flatMap((projection) => projection.tables);
  await client.query(
    [
      `create schema ${schema};`,
      commonTables(schema),
      ...tables.map((table) => createTable(schema, table)),
    ].join('\n'),
  );
  for (const topic of topics)
    await client.query(
      `insert into ${schema}.checkpoints (topic, partition, log_id, next_offset, last_id, log_time, fold_version)
       select $1::text, partition, $2::text, 0, '', 0, $3::text from generate_series(0, $4::int - 1) as partition`,
      [topic, log.logId, foldVersionOf(projections, topic), log.partitions[topic]],
    );
}
