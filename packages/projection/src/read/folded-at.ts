import type { Position } from '@casus/log';
import type { Database } from './cut.ts';

/** A record that readers see, and where the log has acknowledged it. */
export interface AcknowledgedRecord {
  readonly id: string;
  readonly position: Position;
}

/**
 * Where each record stood when it was folded. A log that repeats ids may acknowledge a later copy, which is dropped:
 * the tables know the record by its first place. In the order given.
 */
export async function foldedAt(
  db: Database,
  records: readonly AcknowledgedRecord[],
): Promise<readonly Position[]> {
  const { rows } = await db.query<{ index: number; offset: string }>(
    `select asked.index, folded."offset"
     from unnest($1::text[], $2::int[], $3::uuid[]) with ordinality as asked (topic, partition, id, index)
     join read.ids as folded using (topic, partition, id)`,
    [
      records.map(({ position }) => position.topic),
      records.map(({ position }) => position.partition),
      records.map(({ id }) => id),
    ],
  );
  const offsets = new Map(rows.map(({ index, offset }) => [Number(index) - 1, Number(offset)]));
  return records.map(({ position }, index) => ({
    ...position,
    offset: offsets.get(index) ?? position.offset,
  }));
}
