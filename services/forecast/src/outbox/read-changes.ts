import { readSnapshot } from '@casus/projection';
import type { Database } from '@casus/projection';
import type { Pool } from 'pg';
import type { Change } from './change.ts';
import { heldSql, questionsSql, worldSql } from './changes-sql.ts';
import type { Held, OutboxState, Stretch } from './plan.ts';
import type { Place } from './state-store.ts';

/** At about so many changes a stretch ends; those of one record stay together. */
const stretchChanges = 1_000;
const stepsPage = 5_000;

/** What readers see of a partition. */
interface Seen {
  readonly logId: string;
  readonly next: number;
  readonly logTime: number;
}

/** The next stretch that readers see and the outbox has not told; undefined where there is none. */
export async function readStretch(
  pool: Pool,
  place: Place,
  { next, logTime }: Pick<OutboxState, 'next' | 'logTime'>,
): Promise<(Stretch & { readonly logId: string }) | undefined> {
  return readSnapshot(pool, async (db) => {
    const seen = await readSeen(db, place);
    if (!seen || seen.next <= next) return undefined;
    const sql = place.topic === 'world' ? worldSql : questionsSql;
    const range = [place.partition, next, seen.next];
    const until = await endOfPage(db, { sql: sql.nth, values: [...range, stretchChanges], from: next });
    const { rows } = await db.query<Row>(sql.changes, [place.partition, next, until ?? seen.next]);
    const offsets = [...rows.map(({ offset }) => Number(offset)), (until ?? seen.next) - 1];
    const times = await logTimes(db, place, { since: logTime, offsets });
    return {
      logId: seen.logId,
      changes: rows.map((row) => changeOf(place, row, times)),
      until: until ?? seen.next,
      logTime: until === undefined ? seen.logTime : (times.get(until - 1) ?? logTime),
    };
  });
}

/** Some of what is held of a question, and the offset from which on the rest is; undefined: that is all. */
export async function readHeld(
  pool: Pool,
  place: Place,
  { questionId, from, since, until }: Held & { readonly questionId: string; readonly until: number },
): Promise<{ readonly changes: readonly Change[]; readonly rest: number | undefined }> {
  return readSnapshot(pool, async (db) => {
    const range = [place.partition, from, until, questionId];
    const rest = await endOfPage(db, { sql: heldSql.nth, values: [...range, stretchChanges], from });
    const { rows } = await db.query<Row>(heldSql.changes, [place.partition, from, rest ?? until, questionId]);
    const times = await logTimes(db, place, { since, offsets: rows.map(({ offset }) => Number(offset)) });
    return { changes: rows.map((row) => changeOf(place, row, times)), rest };
  });
}

interface Row {
  readonly kind: Change['kind'];
  readonly key: string;
  readonly offset: string;
  readonly questionId: string | null;
  readonly revealAt: string | null;
  readonly row: unknown;
  readonly before: unknown;
  readonly refs: Change['refs'];
}

function changeOf({ topic, partition }: Place, row: Row, times: ReadonlyMap<number, number>): Change {
  const offset = Number(row.offset);
  return {
    ...row,
    topic,
    partition,
    offset,
    logTime: times.get(offset) ?? 0,
    revealAt: row.revealAt === null ? null : Date.parse(row.revealAt),
  };
}

async function readSeen(db: Database, { topic, partition }: Place): Promise<Seen | undefined> {
  const { rows } = await db.query<{ logId: string; next: string; logTime: string }>(
    `select log_id as "logId", next_offset as next, log_time as "logTime" from read.checkpoints
     where topic = $1 and partition = $2`,
    [topic, partition],
  );
  const [row] = rows;
  return row && { logId: row.logId, next: Number(row.next), logTime: Number(row.logTime) };
}

/** Where a page ends, at the beginning of a record's changes but not before the second record. */
async function endOfPage(
  db: Database,
  { sql, values, from }: { readonly sql: string; readonly values: readonly unknown[]; readonly from: number },
): Promise<number | undefined> {
  const { rows } = await db.query<{ offset: string }>(sql, [...values]);
  const [row] = rows;
  return row && Math.max(Number(row.offset), from + 1);
}

/** Log times of the records at these offsets, which ascend; `since` is not after the first. */
async function logTimes(
  db: Database,
  { topic, partition }: Place,
  { since, offsets }: { readonly since: number; readonly offsets: readonly number[] },
): Promise<ReadonlyMap<number, number>> {
  const times = new Map<number, number>();
  let index = 0;
  for (let from = since; index < offsets.length;) {
    const { rows } = await db.query<{ time: string; next: string }>(
      `select log_time as time, next_offset as next from read.steps
       where topic = $1 and partition = $2 and log_time >= $3 order by log_time limit $4`,
      [topic, partition, from, stepsPage],
    );
    for (const { time, next } of rows)
      for (; index < offsets.length && (offsets[index] ?? 0) < Number(next); index += 1)
        times.set(offsets[index] ?? 0, Number(time));
    if (rows.length < stepsPage) break;
    from = Number(rows.at(-1)?.time) + 1;
  }
  return times;
}
