import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog } from '@casus/log';
import { startProjector } from '@casus/projection';
import { toyProjections } from '@casus/projection/testing';
import pg from 'pg';

/** How an owner in this process misbehaves. */
export interface Nature {
  readonly url: string;
  readonly log: EventLog;
  readonly owner: string;
  readonly random: () => number;
  /** Its connections break before its n-th statement, and it is never heard of again; Infinity: never. */
  readonly lastStatement: number;
}

/** A projector whose statements are held up at random, so that others overtake it. */
export async function startOwner(nature: Nature): Promise<AsyncDisposable> {
  const pool = new pg.Pool({ connectionString: nature.url, max: 8 });
  pool.on('error', () => undefined);
  pool.on('connect', misbehaving(nature));
  const projector = await startProjector({
    pool,
    log: nature.log,
    projections: toyProjections,
    clock: Date.now,
    owner: nature.owner,
    leaseMs: 300,
    largestBatch: 1 + Math.floor(nature.random() * 12),
  }).catch((error: unknown) => {
    if (nature.lastStatement === Infinity) throw error;
    return undefined;
  });
  return {
    async [Symbol.asyncDispose]() {
      await projector?.[Symbol.asyncDispose]();
      await pool.end();
    },
  };
}

function misbehaving({ random, lastStatement }: Nature): (client: pg.PoolClient) => void {
  let sent = 0;
  return (client) => {
    const query: (...values: unknown[]) => unknown = client.query.bind(client);
    const held = async (...values: unknown[]): Promise<unknown> => {
      if (random() < 0.2) await delay(random() < 0.03 ? 250 : random() * 4);
      return query(...values);
    };
    const counted = (...values: unknown[]): unknown => {
      sent += 1;
      if (sent >= lastStatement) {
        client.end().catch(() => undefined);
        throw new Error('Connection terminated: the owner is gone');
      }
      return typeof values.at(-1) === 'function' ? query(...values) : held(...values);
    };
    Object.assign(client, { query: counted });
  };
}
