import type pg from 'pg';
import type { Database } from '../read/cut.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Comparison } from './compare.ts';

/** Which projections a generation holds: versions and tables. Another definition needs another generation. */
export type Definition = Readonly<Record<string, { readonly version: number; readonly tables: string }>>;

export interface GenerationRow {
  readonly number: number;
  /** `waiting`: it has caught up, and readers are pointed at it when an operator accepts it. */
  readonly state: 'live' | 'building' | 'waiting' | 'kept';
  readonly definition: Definition;
  readonly views: string;
  /** How it compares with the one that was live, once it has caught up. */
  readonly comparison: Comparison | null;
  /** Records that it will hold: the heads as they were last seen. */
  readonly goal: number | null;
}

/** Any number that no other lock of the database uses. */
const openingLock = 4_836_202;

const control = `
create schema if not exists projection;
create table if not exists projection.generations (
  number int primary key,
  state text not null check (state in ('building', 'waiting', 'live', 'kept')),
  definition json not null,
  views text not null default '',
  comparison json,
  goal bigint,
  created_at timestamptz not null default now()
);
create unique index if not exists one_live_generation on projection.generations (state) where state = 'live';
create table if not exists projection.leases (
  generation int not null,
  topic text not null,
  partition int not null,
  owner text not null,
  epoch bigint not null,
  expires_at timestamptz not null,
  primary key (generation, topic, partition)
);
create table if not exists projection.orders (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('rebuild', 'accept', 'rollback', 'retry')),
  position text,
  state text not null default 'asked' check (state in ('asked', 'done', 'refused')),
  answer text,
  asked_at timestamptz not null default now()
);`;

/** What is done to generations is done by one process at a time. */
export async function locked<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [openingLock]);
    await client.query(control);
    return work(client);
  });
}

export async function generationsIn(db: Database): Promise<readonly GenerationRow[]> {
  const { rows } = await db.query<Omit<GenerationRow, 'goal'> & { goal: string | null }>(
    'select number, state, definition, views, comparison, goal from projection.generations order by number',
  );
  return rows.map((row) => ({ ...row, goal: row.goal === null ? null : Number(row.goal) }));
}
