import { setInterval } from 'node:timers/promises';
import type { Pool } from 'pg';

/** A row that says who does a piece of work now: for liveness. That nothing is done twice never rests on it. */
export interface Lease {
  readonly pool: Pool;
  /** What is done, such as `resolver questions/3`. */
  readonly name: string;
  /** Who wants it; the same owner gets it again at once. */
  readonly owner: string;
  /** How long it stands without being renewed, milliseconds. */
  readonly leaseMs: number;
}

export interface LeaseOptions extends Lease {
  readonly signal: AbortSignal;
}

/** Any fixed number: one process at a time makes the table. */
const migrationKey = 0x6c_65_61_73;

/** Makes the table of leases where it is missing; safe to run from several processes at once. */
export async function migrateLeases(pool: Pool): Promise<void> {
  await pool.query(`
    do $$ begin
      perform pg_advisory_xact_lock(${migrationKey});
      create schema if not exists app;
      create table if not exists app.leases (
        name text primary key, owner text not null, epoch bigint not null, expires_at timestamptz not null);
    end $$`);
}

/**
 * Does the work under a lease that was taken, and gives it back. The work's signal aborts when the lease is lost, or
 * could not be renewed for as long as it stands.
 */
export async function underLease(
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const done = new AbortController();
  const lost = new AbortController();
  const keeping = keepLease(options, done.signal, lost);
  try {
    const signal = AbortSignal.any([options.signal, lost.signal]);
    if (!signal.aborted) await work(signal);
  } finally {
    done.abort();
    await keeping;
    await giveBack(options).catch(() => undefined); // it expires by itself
  }
}

/** True when the lease is the owner's now. */
export async function takeLease({ pool, name, owner, leaseMs }: Lease): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into app.leases as lease (name, owner, epoch, expires_at)
     values ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
     on conflict (name) do update set
       owner = excluded.owner,
       epoch = lease.epoch + (lease.owner <> excluded.owner)::int,
       expires_at = excluded.expires_at
     where lease.owner = excluded.owner or lease.expires_at < clock_timestamp()`,
    [name, owner, leaseMs],
  );
  return rowCount === 1;
}

/** Renews until done. One that cannot be renewed is another one's after it has expired. */
async function keepLease(options: LeaseOptions, done: AbortSignal, lost: AbortController): Promise<void> {
  let heldAt = performance.now();
  try {
    for await (const _ of setInterval(options.leaseMs / 3, undefined, { signal: done })) {
      const held = await takeLease(options).catch(() => undefined);
      if (held === true) heldAt = performance.now();
      if (held === false || performance.now() - heldAt > options.leaseMs) return lost.abort();
    }
  } catch (error) {
    if (!done.aborted) throw error;
  }
}

async function giveBack({ pool, name, owner }: LeaseOptions): Promise<void> {
  await pool.query(`update app.leases set expires_at = '-infinity' where name = $1 and owner = $2`, [
    name,
    owner,
  ]);
}
