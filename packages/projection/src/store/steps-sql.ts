import type { Topic } from '@casus/log';
import type pg from 'pg';
import { cell, copyRows, leastCopied } from './copy-lines.ts';
import type { FoldedId, Step } from './partition-store.ts';

interface Place {
  readonly schema: string;
  readonly topic: Topic;
  readonly partition: number;
  /** Adds many rows by COPY. @default false */
  readonly copies?: boolean;
}

/** In order of log time. Only the first can be of a log time that the batch before reached: it moves that step on. */
export async function insertSteps(
  client: pg.ClientBase,
  { schema, topic, partition, copies = false }: Place,
  steps: readonly Step[],
): Promise<void> {
  const stated = copies && steps.length > leastCopied ? steps.slice(0, 1) : steps;
  if (stated.length === 0) return;
  await client.query(
    `
insert into ${schema}.steps (topic, partition, log_time, next_offset)
select $1::text, $2::int, log_time, next from json_to_recordset($3::json) as step (log_time bigint, next bigint)
on conflict (topic, partition, log_time) do update set next_offset = excluded.next_offset`,
    [topic, partition, JSON.stringify(stated.map(({ logTime, next }) => ({ log_time: logTime, next })))],
  );
  const copied = steps.slice(stated.length);
  if (copied.length === 0) return;
  await copyRows(client, {
    into: `${schema}.steps (topic, partition, log_time, next_offset)`,
    items: copied,
    lineOf: ({ logTime, next }) => `${topic}\t${partition}\t${logTime}\t${next}`,
  });
}

export async function insertIds(
  client: pg.ClientBase,
  { schema, topic, partition, copies = false }: Place,
  ids: readonly FoldedId[],
): Promise<void> {
  if (ids.length === 0) return;
  if (copies && ids.length > leastCopied)
    return copyRows(client, {
      into: `${schema}.ids (topic, partition, id, "offset")`,
      items: ids,
      lineOf: ({ id, offset }) => `${topic}\t${partition}\t${cell(id)}\t${offset}`,
    });
  await client.query(
    `insert into ${schema}.ids (topic, partition, id, "offset")
     select $1::text, $2::int, id, "offset" from json_to_recordset($3::json) as folded (id uuid, "offset" bigint)`,
    [topic, partition, JSON.stringify(ids)],
  );
}
