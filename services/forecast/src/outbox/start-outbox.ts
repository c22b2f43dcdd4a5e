import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Topic } from '@casus/log';
import type { Logger } from '@casus/platform';
import { migrateLeases, shareOut } from '@casus/platform/leases';
import { mayPass } from '@casus/projection';
import { tick } from '../resolver/ticker.ts';
import { startWorker } from '../worker.ts';
import type { Work, Worker } from '../worker.ts';
import { nextReveal } from './plan.ts';
import { migrateOutbox, Overtaken } from './state-store.ts';
import type { Place } from './state-store.ts';
import { PartitionTeller } from './tell-partition.ts';
import type { OutboxContext } from './tell-partition.ts';

export interface OutboxOptions extends OutboxContext {
  readonly logger: Pick<Logger, 'warn'>;
  /** Name in leases; a process that is alone keeps it over restarts. @default a random one */
  readonly owner?: string;
  /** How long a killed owner's partitions wait for another one, milliseconds. @default 5,000 */
  readonly leaseMs?: number;
}

/** How long a change that readers see waits at most before it is looked for. */
const pollMs = 200;
const retryMs = 500;
/** A reveal that is due while nothing is appended gets a tick, and another one when it did not help. */
const tickEveryMs = 2_000;
const topics: readonly Topic[] = ['world', 'questions'];

/**
 * Fills the publisher with what the read schema says, once it is revealed, partition by partition in the order of the
 * log. Any number may run: a lease says who tells a partition, the checkpoint that nothing is left out.
 */
export async function startOutbox(options: OutboxOptions): Promise<Worker> {
  await migrateLeases(options.pool);
  await migrateOutbox(options.pool);
  return startWorker((signal) => outboxWork(options, signal));
}

function outboxWork(options: OutboxOptions, stop: AbortSignal): Work {
  const { log, pool, owner = randomUUID(), leaseMs = 5_000, logger } = options;
  const places = new Map(
    topics.flatMap((topic) =>
      Array.from({ length: log.partitions[topic] }, (_, partition): [string, Place] => [
        `${topic}/${partition}`,
        { topic, partition },
      ]),
    ),
  );
  const onTrouble = (error: unknown): void =>
    logger.warn({ err: error }, 'the outbox waits for the database');
  const share = {
    pool,
    group: 'outbox',
    shards: [...places.keys()],
    owner,
    leaseMs,
    onTrouble,
    signal: stop,
  };
  const tell = async (shard: string, held: AbortSignal): Promise<void> => {
    const place = places.get(shard);
    if (place) await tellUntil(options, place, held);
  };
  return { runs: () => [shareOut(share, tell)], wake: () => undefined };
}

/** Begins again at the checkpoint after what may pass. */
async function tellUntil(options: OutboxOptions, place: Place, signal: AbortSignal): Promise<void> {
  while (!signal.aborted)
    try {
      await tellOn(options, place, signal);
    } catch (error) {
      if (!(error instanceof Overtaken) && !isMissingView(error) && !mayPass(error)) throw error;
      options.logger.warn({ err: error, place }, 'the outbox begins again at its checkpoint');
      await pause(retryMs, signal);
    }
}

/** Codes of Postgres for a table, and for a schema, that is not there: a projector has not made the views yet. */
const missing = new Set(['42P01', '3F000']);

function isMissingView(error: unknown): boolean {
  return error instanceof Error && 'code' in error && missing.has(String(error.code));
}

async function tellOn(options: OutboxOptions, place: Place, signal: AbortSignal): Promise<void> {
  const teller = await PartitionTeller.open(options, place);
  let tickedAt = -Infinity;
  while (!signal.aborted) {
    if (await teller.tellNext(signal)) continue;
    const now = options.clock();
    const due = nextReveal(teller.state);
    if (due !== undefined && due <= now && now - tickedAt >= tickEveryMs) {
      await tick(options.log, place.topic, place.partition);
      tickedAt = now;
    }
    await pause(pollMs, signal);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
