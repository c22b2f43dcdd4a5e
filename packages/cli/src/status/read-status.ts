import type { EventLog } from '@casus/log';
import { foldingState, generationsIn } from '@casus/projection/operate';
import type { GenerationRow, PartitionState } from '@casus/projection/operate';
import type { Pool } from 'pg';

/** A piece of work that somebody does now. */
export interface HeldLease {
  readonly name: string;
  readonly owner: string;
}

export interface Generation {
  readonly number: number;
  readonly state: GenerationRow['state'];
  /** Records that it will hold, while it is filled. */
  readonly goal: number | null;
  /** What it differs in from the one that readers see, where it waits for that. */
  readonly differences: number;
}

/** A Casus as its log and its database show it. */
export interface Status {
  readonly logId: string;
  readonly logState: 'live' | 'importing';
  /** Next offsets of each partition. */
  readonly heads: { readonly world: readonly number[]; readonly questions: readonly number[] };
  readonly generations: readonly Generation[];
  readonly partitions: readonly PartitionState[];
  readonly leases: readonly HeldLease[];
  /** Bytes on disk with indexes, by schema. */
  readonly bytes: Readonly<Record<string, number>>;
}

export async function readStatus(pool: Pool, log: EventLog, clock: () => number): Promise<Status> {
  const partitions = await foldingState(pool, log, clock);
  const generations = partitions.length === 0 ? [] : await generationsIn(pool);
  return {
    logId: log.logId,
    logState: await log.state(),
    heads: { world: await log.heads('world'), questions: await log.heads('questions') },
    generations: generations.map(({ number, state, goal, comparison }) => ({
      number,
      state,
      goal,
      differences: comparison?.differences.length ?? 0,
    })),
    partitions,
    leases: await heldLeases(pool),
    bytes: await schemaSizes(pool),
  };
}

async function heldLeases(pool: Pool): Promise<readonly HeldLease[]> {
  const { rows: found } = await pool.query(`select where to_regclass('app.leases') is not null`);
  if (found.length === 0) return [];
  const { rows } = await pool.query<HeldLease>(
    `select name, owner from app.leases where expires_at > clock_timestamp() order by name`,
  );
  return rows;
}

async function schemaSizes(pool: Pool): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ schema: string; bytes: number }>(
    `select space.nspname as schema, sum(pg_total_relation_size(stored.oid))::float8 as bytes
     from pg_class as stored join pg_namespace as space on space.oid = stored.relnamespace
     where stored.relkind = 'r'
       and (space.nspname in ('log', 'app', 'auth', 'outbox', 'projection') or space.nspname ~ '^g[0-9]+$')
     group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ schema, bytes }) => [schema, bytes]));
}
