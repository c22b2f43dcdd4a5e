import { randomUUID } from 'node:crypto';
import { discardRecord } from '@casus/domain/parking';
import { keyOfPartition } from '@casus/log';
import type { EventLog, Position } from '@casus/log';
import { schemaOf } from './generation/schema.ts';
import type { Database } from './read/cut.ts';

/** What an operator's tools ask of the projectors, and see of their generations. */
export { generationsIn } from './generation/control.ts';
export type { GenerationRow } from './generation/control.ts';
export { ask, readOrder } from './run/orders.ts';
export type { Order } from './run/orders.ts';
export { foldingState } from './folding-state.ts';
export type { PartitionState } from './folding-state.ts';

export interface Parked {
  readonly position: Position;
  readonly key: string;
  readonly type: string;
  /** Null where it waits behind an earlier record of its key. */
  readonly error: string | null;
  readonly record: object;
}

/** What readers see parked, in the order of each partition. */
export async function parkedIn(db: Database): Promise<readonly Parked[]> {
  const { rows } = await db.query<Omit<Parked, 'position'> & { record: { position: Position } }>(
    'select key, type, error, record from read.parked order by topic, partition, "offset"',
  );
  return rows.map((row) => ({ ...row, position: row.record.position }));
}

/** Appends the record that gives a parked one up, to its partition. */
export async function discardParked(
  log: EventLog,
  { topic, partition, offset }: Position,
  reason: { readonly who: string; readonly why: { readonly textId: string; readonly hash: string } },
): Promise<Position> {
  const record = discardRecord(randomUUID(), { offset, ...reason });
  const key = keyOfPartition(partition, log.partitions[topic]);
  const [appended] = await log.append({ topic, key, records: [record] });
  if (!appended) throw new Error('the log gave no position');
  return appended.position;
}

/** How many records a generation has folded. */
export async function progressIn(db: Database, generation: number): Promise<number> {
  const { rows } = await db.query<{ folded: string }>(
    `select sum(next_offset) as folded from ${schemaOf(generation)}.checkpoints`,
  );
  return Number(rows[0]?.folded ?? 0);
}
