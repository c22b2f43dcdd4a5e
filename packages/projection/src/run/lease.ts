import { setInterval } from 'node:timers/promises';
import type { Topic } from '@casus/log';
import type pg from 'pg';
import { pause } from './retry.ts';

export interface LeaseOptions {
  readonly pool: pg.Pool;
  readonly generation: number;
  readonly topic: Topic;
  readonly partition: number;
  /** Who wants it. The same owner gets it again at once, so a process that is alone may keep its name over restarts. */
  readonly owner: string;
  /** How long the lease stands without being renewed. */
  readonly leaseMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits for the lease of a topic-partition, does the work under it, and gives it back. The work's signal aborts
 * when the lease is lost. A lease spares owners each other's work; that nothing is doubled does not rest on it.
 */
export async function withLease(
  options: LeaseOptions,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!options.signal.aborted && !(await takeLease(options)))
    await pause(options.leaseMs / 4, options.signal);
  if (options.signal.aborted) return;
  const done = new AbortController();
  const lost = new AbortController();
  const keeping = keepLease(options, done.signal, lost);
  try {
    await work(AbortSignal.any([options.signal, lost.signal]));
  } finally {
    done.abort();
    await keeping;
    await giveBack(options).catch(() => undefined); // it expires by itself
  }
}

/** True when the lease is the owner's now. */
async function takeLease({
  pool,
  generation,
  topic,
  partition,
  owner,
  leaseMs,
}: LeaseOptions): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into projection.leases as lease (generation, topic, partition, owner, epoch, expires_at)
     values ($1, $2, $3, $4, 1, clock_timestamp() + $5 * interval '1 ms')
     on conflict (generation, topic, partition) do update set
       owner = excluded.owner,
       epoch = lease.epoch + (lease.owner <> excluded.owner)::int,
       expires_at = excluded.expires_at
     where lease.owner = excluded.owner or lease.expires_at < clock_timestamp()`,
    [generation, topic, partition, owner, leaseMs],
  );
  return rowCount === 1;
}

/** Renews until done. A renewal that gets no answer says nothing: the work itself will fail then. */
async function keepLease(options: LeaseOptions, done: AbortSignal, lost: AbortController): Promise<void> {
  try {
    for await (const _ of setInterval(options.leaseMs / 3, undefined, { signal: done })) {
      const held = await takeLease(options).catch(() => true);
      if (!held) return lost.abort();
    }
  } catch (error) {
    if (!done.aborted) throw error;
  }
}

async function giveBack({ pool, generation, topic, partition, owner }: LeaseOptions): Promise<void> {
  await pool.query(
    `update projection.leases set expires_at = '-infinity'
     where generation = $1 and topic = $2 and partition = $3 and owner = $4`,
    [generation, topic, partition, owner],
  );
}
