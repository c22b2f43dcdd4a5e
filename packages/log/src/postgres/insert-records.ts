import type pg from 'pg';
import type { PlacedRecord } from '../history.ts';
import { isOwnType } from '../own-records.ts';

/** Digests lie back to back, events are joined by line breaks: neither needs quoting. */
const insertPlaced = `
insert into log.records (topic, partition, "offset", id, recorded_at, import_id, own, digest, event)
select item.topic, item.partition, item."offset", item.id, item.recorded_at, $6, item.own,
  substring($7::bytea from (item.n::int - 1) * 32 + 1 for 32), item.event
from unnest($1::text[], $2::int[], $3::bigint[], $4::uuid[], $5::bigint[], $8::boolean[],
  string_to_array($9::text, E'\\n'))
  with ordinality as item (topic, partition, "offset", id, recorded_at, own, event, n)`;

/** Stores records at given places with given stamps; the heads are the caller's care. */
export async function insertRecords(
  client: pg.ClientBase,
  records: readonly PlacedRecord[],
  importId?: string,
): Promise<void> {
  await client.query(insertPlaced, [
    records.map(({ position }) => position.topic),
    records.map(({ position }) => position.partition),
    records.map(({ position }) => position.offset),
    records.map(({ encoded }) => encoded.id),
    records.map(({ recordedAt }) => recordedAt),
    importId ?? null,
    Buffer.concat(records.map(({ encoded }) => encoded.digest)),
    records.map(({ encoded }) => isOwnType(encoded.type)),
    records.map(({ encoded }) => encoded.text).join('\n'),
  ]);
}
