import type { Topic } from '@casus/log';
import type { View } from '../view.ts';

/** Log times (epoch milliseconds) of the records at these offsets of a partition. */
export async function logTimes(
  { db }: View,
  { topic, partition }: { readonly topic: Topic; readonly partition: number },
  offsets: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ offset: string; time: string }>(
    `select wanted.offset as "offset", (
       select step.log_time from read.steps as step
       where step.topic = $1 and step.partition = $2 and step.next_offset > wanted.offset
       order by step.log_time limit 1) as time
     from unnest($3::bigint[]) as wanted ("offset")`,
    [topic, partition, offsets],
  );
  return new Map(rows.map(({ offset, time }) => [Number(offset), Number(time)]));
}
