import type { Topic } from '@casus/log';
import { inTransaction } from '@casus/projection';
import type { Pool, PoolClient } from 'pg';
import type { Held, OutboxState } from './plan.ts';

/** A partition of the log, whose changes are told in their order. */
export interface Place {
  readonly topic: Topic;
  readonly partition: number;
}

/** The state as it is stored; `version` grows with each commit. */
export interface Stored {
  readonly state: OutboxState;
  readonly version: number;
}

/** Somebody else has told further: this process owns the partition no more. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** The outbox's checkpoints are of another log than the one that readers see. */
export class AnotherLog extends Error {
  override readonly name = 'AnotherLog';
}

/** Any fixed number: one process at a time makes the tables. */
const migrationKey = 0x6f_75_74_62;

/** Outside the generations of the read schema: a rebuild tells nothing again. Safe to run at once by several. */
export async function migrateOutbox(pool: Pool): Promise<void> {
  await pool.query(`
    do $$ begin
      perform pg_advisory_xact_lock(${migrationKey});
      create schema if not exists outbox;
      create table if not exists outbox.checkpoints (
        topic text not null, partition int not null, log_id text not null, next_offset bigint not null,
        log_time bigint not null, version bigint not null, told_at timestamptz not null default now(),
        primary key (topic, partition));
      create table if not exists outbox.held (
        partition int not null, question_id text not null, from_offset bigint not null, since bigint not null,
        reveal_at bigint not null, primary key (partition, question_id));
    end $$`);
}

interface CheckpointRow {
  readonly log_id: string;
  readonly next: string;
  readonly logTime: string;
  readonly version: string;
}

interface HeldRow {
  readonly questionId: string;
  readonly from: string;
  readonly since: string;
  readonly revealAt: string;
}

/** How far a partition has been told; @throws {AnotherLog} of another log */
export async function loadState(pool: Pool, { topic, partition }: Place, logId: string): Promise<Stored> {
  await pool.query(
    `insert into outbox.checkpoints (topic, partition, log_id, next_offset, log_time, version)
     values ($1, $2, $3, 0, 0, 0) on conflict do nothing`,
    [topic, partition, logId],
  );
  const { rows } = await pool.query<CheckpointRow>(
    `select log_id, next_offset as next, log_time as "logTime", version from outbox.checkpoints
     where topic = $1 and partition = $2`,
    [topic, partition],
  );
  const [row] = rows;
  if (row?.log_id !== logId)
    throw new AnotherLog(
      `what was published of ${topic}/${partition} is of log ${row?.log_id}, this one is ${logId}`,
    );
  const held = topic === 'questions' ? await loadHeld(pool, partition) : new Map<string, Held>();
  return {
    state: { next: Number(row.next), logTime: Number(row.logTime), held },
    version: Number(row.version),
  };
}

async function loadHeld(pool: Pool, partition: number): Promise<ReadonlyMap<string, Held>> {
  const { rows } = await pool.query<HeldRow>(
    `select question_id as "questionId", from_offset as from, since, reveal_at as "revealAt"
     from outbox.held where partition = $1`,
    [partition],
  );
  return new Map(
    rows.map(({ questionId, from, since, revealAt }) => [
      questionId,
      { from: Number(from), since: Number(since), revealAt: Number(revealAt) },
    ]),
  );
}

/** Moves the checkpoint on from what was stored before; @throws {Overtaken} it has been moved by another */
export async function commitState(
  pool: Pool,
  { topic, partition }: Place,
  before: Stored,
  state: OutboxState,
): Promise<Stored> {
  const version = before.version + 1;
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update outbox.checkpoints set next_offset = $3, log_time = $4, version = $5, told_at = now()
       where topic = $1 and partition = $2 and version = $6 and next_offset = $7`,
      [topic, partition, state.next, state.logTime, version, before.version, before.state.next],
    );
    if (rowCount !== 1) throw new Overtaken(`another outbox tells what ${topic}/${partition} says`);
    await writeHeld(client, partition, { before: before.state.held, after: state.held });
  });
  return { state, version };
}

async function writeHeld(
  client: PoolClient,
  partition: number,
  { before, after }: { readonly before: OutboxState['held']; readonly after: OutboxState['held'] },
): Promise<void> {
  const gone = [...before.keys()].filter((questionId) => !after.has(questionId));
  const changed = [...after].filter(([questionId, held]) => before.get(questionId) !== held);
  if (gone.length > 0)
    await client.query('delete from outbox.held where partition = $1 and question_id = any ($2)', [
      partition,
      gone,
    ]);
  if (changed.length === 0) return;
  await client.query(
    `insert into outbox.held (partition, question_id, from_offset, since, reveal_at)
     select $1, held.* from unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) as held
     on conflict (partition, question_id) do update set
       from_offset = excluded.from_offset, since = excluded.since, reveal_at = excluded.reveal_at`,
    [
      partition,
      changed.map(([questionId]) => questionId),
      changed.map(([, { from }]) => from),
      changed.map(([, { since }]) => since),
      changed.map(([, { revealAt }]) => revealAt),
    ],
  );
}
