import type { Topic } from '@casus/log';
import type pg from 'pg';

/** A pool, or a client in a transaction. */
export type Database = Pick<pg.ClientBase, 'query'>;

/** A prefix of each partition: the next offset, by partition number. */
export interface Cut {
  readonly world: readonly number[];
  readonly questions: readonly number[];
  /** False while a record that belongs to the prefix may still come. */
  readonly final: boolean;
  /** True while readers see an older generation that is not folded on, as a newer one is being filled. */
  readonly stale: boolean;
}

interface CutRow {
  readonly topic: Topic;
  readonly next: string;
  readonly past: boolean;
  readonly stale: boolean;
}

const staleSql = '(select stale from read.generation) as stale';

/**
 * The longest prefix with log time ≤ `time` (epoch milliseconds) of what readers see, in one query. Final when
 * every partition holds a record of a later time, as log time never falls.
 */
export async function cutAt(db: Database, time: number): Promise<Cut> {
  const { rows } = await db.query<CutRow>(
    `select topic, checkpoint.log_time > $1 as past, coalesce((
       select step.next_offset from read.steps as step
       where step.topic = checkpoint.topic and step.partition = checkpoint.partition and step.log_time <= $1
       order by step.log_time desc limit 1), 0) as next, ${staleSql}
     from read.checkpoints as checkpoint order by topic, partition`,
    [time],
  );
  return { ...nextOffsets(rows), final: rows.every(({ past }) => past) };
}

/** Everything that readers see. */
export async function cutNow(db: Database): Promise<Cut> {
  const { rows } = await db.query<CutRow>(
    `select topic, next_offset as next, false as past, ${staleSql}
     from read.checkpoints order by topic, partition`,
  );
  return { ...nextOffsets(rows), final: false };
}

function nextOffsets(rows: readonly CutRow[]): Pick<Cut, Topic | 'stale'> {
  const of = (topic: Topic): number[] =>
    rows.filter((row) => row.topic === topic).map(({ next }) => Number(next));
  return { world: of('world'), questions: of('questions'), stale: rows.some(({ stale }) => stale) };
}

/**
 * Condition in SQL that a version of a `_history` view stands at a cut: it was written before the cut, and not
 * replaced or removed before it. `cut` is an expression of type bigint[], such as `$1::bigint[]`, to be given the
 * offsets of the table's topic.
 * @example `select key, data from read.events_history as event where ${standsAt('event', '$1::bigint[]')}`
 */
export function standsAt(alias: string, cut: string): string {
  const next = `(${cut})[${alias}.partition + 1]`;
  return `${alias}.from_offset < ${next} and (${alias}.until_offset is null or ${alias}.until_offset >= ${next})`;
}
