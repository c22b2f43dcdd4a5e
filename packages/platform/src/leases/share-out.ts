import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { takeLease, underLease } from './lease.ts';

export interface ShareOptions {
  readonly pool: Pool;
  /** What kind of work it is, such as `resolver`: the members of a group share its shards. */
  readonly group: string;
  /** Each is somebody's, under a lease of its own. */
  readonly shards: readonly string[];
  /** Different for each member. */
  readonly owner: string;
  /** How long a dead member's shards wait for another one, milliseconds. */
  readonly leaseMs: number;
  readonly signal: AbortSignal;
  /** Told of each failure to reach the database; it is tried again. */
  readonly onTrouble: (error: unknown) => void;
}

interface Running {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/**
 * Does this member's share of the work until the signal aborts: each shard by one member at a time, as evenly as the
 * members that are alive allow. Whoever has too many gives some back, whoever has too few takes those that are free.
 * @throws what a shard's work throws
 */
export async function shareOut(
  options: ShareOptions,
  work: (shard: string, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const running = new Map<string, Running>();
  const start = (shard: string): void => {
    const stop = new AbortController();
    const lease = { ...leaseOf(options, shard), signal: AbortSignal.any([signal, stop.signal]) };
    const done = underLease(lease, (held) => work(shard, held))
      .catch((error: unknown) => failed.abort(error))
      .finally(() => running.delete(shard));
    running.set(shard, { stop, done });
  };
  while (!signal.aborted) {
    await settleShare(options, running, start).catch(options.onTrouble);
    await delay(options.leaseMs / 4, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all([...running.values()].map(({ done }) => done));
  await leave(options).catch(() => undefined); // the membership expires by itself
  if (failed.signal.aborted) throw failed.signal.reason;
}

async function settleShare(
  options: ShareOptions,
  running: ReadonlyMap<string, Running>,
  start: (shard: string) => void,
): Promise<void> {
  const share = await fairShare(options);
  const surplus = [...running.values()].slice(share);
  for (const { stop } of surplus) stop.abort();
  await Promise.all(surplus.map(({ done }) => done));
  for (const shard of options.shards) {
    if (running.size >= share || options.signal.aborted) return;
    if (!running.has(shard) && (await takeLease(leaseOf(options, shard)))) start(shard);
  }
}

/** How many shards are this member's; the shares of all members add up to all shards. */
async function fairShare(options: ShareOptions): Promise<number> {
  const { pool, group, owner, shards } = options;
  await takeLease(memberOf(options));
  const { rows } = await pool.query<{ owner: string }>(
    `select owner from app.leases where starts_with(name, $1) and expires_at > clock_timestamp()
     order by owner collate "C"`,
    [`${group} member `],
  );
  const rank = rows.findIndex((row) => row.owner === owner);
  if (rank === -1) return 0;
  return Math.floor(shards.length / rows.length) + (rank < shards.length % rows.length ? 1 : 0);
}

async function leave(options: ShareOptions): Promise<void> {
  await options.pool.query('delete from app.leases where name = $1', [memberOf(options).name]);
}

function memberOf({ pool, group, owner, leaseMs }: ShareOptions) {
  return { pool, owner, leaseMs, name: `${group} member ${owner}` };
}

function leaseOf({ pool, group, owner, leaseMs }: ShareOptions, shard: string) {
  return { pool, owner, leaseMs, name: `${group} ${shard}` };
}
