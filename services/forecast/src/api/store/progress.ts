import type { Topic } from '@casus/log';
import type { Database } from '@casus/projection';

/** How far readers see a partition. */
export interface Progress {
  readonly topic: Topic;
  readonly partition: number;
  readonly next: number;
}

export async function readProgress(db: Database): Promise<readonly Progress[]> {
  const { rows } = await db.query<{ topic: Topic; partition: number; next: string }>(
    'select topic, partition, next_offset as next from read.checkpoints order by topic, partition',
  );
  return rows.map(({ topic, partition, next }) => ({ topic, partition, next: Number(next) }));
}
