import type { ParkedRecord, ParkingChanges } from '@casus/domain/parking';
import type { Delivered } from '@casus/domain/rows';
import type { Topic } from '@casus/log';
import type pg from 'pg';
import type { Database } from '../read/cut.ts';
import { storable } from './storable.ts';

interface ParkedPlace {
  readonly schema: string;
  readonly topic: Topic;
  readonly partition: number;
}

/** In the order of the log; the records as they are, also where Postgres could not keep a text of theirs. */
export async function readParked({
  pool,
  schema,
  topic,
  partition,
}: ParkedPlace & { readonly pool: Database }): Promise<readonly ParkedRecord[]> {
  const { rows } = await pool.query<{ record: Delivered; error: string | null }>(
    `select record, error from ${schema}.parked where topic = $1 and partition = $2 order by "offset"`,
    [topic, partition],
  );
  return rows;
}

export async function storeParking(
  client: pg.ClientBase,
  { schema, topic, partition }: ParkedPlace,
  { parked, left }: ParkingChanges,
): Promise<void> {
  if (left.length > 0)
    await client.query(
      `delete from ${schema}.parked where topic = $1 and partition = $2 and "offset" = any ($3::bigint[])`,
      [topic, partition, left],
    );
  if (parked.length === 0) return;
  const columns = [
    parked.map(({ record }) => record.position.offset),
    parked.map(({ record }) => storable(record.key)),
    parked.map(({ record }) => storable(record.type)),
    parked.map(({ error }) => (error === null ? null : storable(error))),
    parked.map(({ record }) => JSON.stringify(record)),
  ];
  await client.query(
    `insert into ${schema}.parked (topic, partition, "offset", key, type, error, record)
     select $1::text, $2::int, "offset", key, type, error, record::json
     from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
       as parked ("offset", key, type, error, record)
     on conflict (topic, partition, "offset") do update set error = excluded.error`,
    [topic, partition, ...columns],
  );
}
