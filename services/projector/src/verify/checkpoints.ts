import type { EventLog, Topic } from '@casus/log';
import type { Pool } from 'pg';

/** How far readers' tables say that they are folded. */
export interface StoredCheckpoint {
  readonly topic: Topic;
  readonly partition: number;
  readonly logId: string;
  readonly next: number;
  readonly lastId: string;
}

/** Of the generation that readers see. */
export async function readCheckpoints(pool: Pool, schema: string): Promise<readonly StoredCheckpoint[]> {
  const { rows } = await pool.query<Omit<StoredCheckpoint, 'next'> & { readonly next: string }>(
    `select topic, partition, log_id as "logId", next_offset as next, last_id as "lastId"
     from ${schema}.checkpoints order by topic desc, partition`,
  );
  return rows.map((row) => ({ ...row, next: Number(row.next) }));
}

/** A sentence for each checkpoint that is not one of this log. */
export async function* checkpointFindings(
  log: EventLog,
  checkpoints: readonly StoredCheckpoint[],
): AsyncGenerator<string> {
  for (const { topic, partition, logId, next, lastId } of checkpoints) {
    const place = `checkpoint of ${topic}/${partition}`;
    if (logId !== log.logId) yield `${place}: it is of log ${logId}, this one is ${log.logId}`;
    if (next === 0) continue;
    const [last] = await log.read(topic, partition, next - 1, 1);
    if (last?.position.offset !== next - 1)
      yield `${place}: it stands at ${next}, where the log has no record before it`;
    else if (last.id !== lastId)
      yield `${place}: the record before ${next} is ${last.id}, it was ${lastId || 'none'} when it was folded`;
  }
}
