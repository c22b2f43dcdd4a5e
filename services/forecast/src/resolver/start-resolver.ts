import { randomUUID } from 'node:crypto';
import { engineVersion } from '@casus/claims';
import { EventBudget } from '@casus/claims/resolver';
import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import type { Metrics } from '@casus/platform/metrics';
import { migrateLeases } from '@casus/platform/leases';
import type { Pool } from 'pg';
import { startWorker } from '../worker.ts';
import type { Worker } from '../worker.ts';
import { makeCertificates } from './certificates.ts';
import { measureEvents } from './measure-events.ts';
import { ResolverWork } from './resolver-work.ts';
import { makeSnapshots } from './snapshots.ts';

export interface ResolverContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name in leases; a process that is alone keeps it over restarts. @default a random one */
  readonly owner?: string;
  /** How long a dead owner's shards wait for another one, milliseconds. @default 5,000 */
  readonly leaseMs?: number;
  /** Version of the engine that verdicts are said by. @default this code's */
  readonly engine?: number;
  /** Events that open claims may hold among them; claims beyond it are evaluated from the log's fold. @default any number */
  readonly mostEvents?: number;
  /** Where the events that are held are told. @default nowhere */
  readonly metrics?: Metrics;
  /** Records that are read between two snapshots of what it remembers, at least. @default 10,000 */
  readonly snapshotEvery?: number;
}

/** A resolver while it runs. */
export interface RunningResolver extends Worker {
  /** Events that its open claims hold now. */
  readonly eventsHeld: () => number;
}

/**
 * Claims → verdicts. Any number of resolvers share the partitions of `questions` among them; each reads all of
 * `world`. What a resolver says comes back to it as records like any other, and what is accepted the fold decides: a
 * lease only spares two resolvers each other's work.
 */
export async function startResolver(context: ResolverContext): Promise<RunningResolver> {
  await migrateLeases(context.pool);
  const certificates = await makeCertificates(context.pool);
  const { owner = randomUUID(), leaseMs = 5_000, snapshotEvery = 10_000, engine = engineVersion } = context;
  const snapshots = await makeSnapshots({ ...context, engine });
  const budget = new EventBudget(context.mostEvents);
  if (context.metrics) measureEvents(context.metrics, budget);
  const options = { ...context, owner, leaseMs, snapshotEvery, certificates, snapshots, budget };
  const worker = startWorker((signal) => new ResolverWork({ ...options, signal }));
  return { ...worker, eventsHeld: () => budget.held };
}
