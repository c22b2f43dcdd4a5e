import type { EventLog, Topic } from '@casus/log';
import { generationsIn } from './generation/control.ts';
import type { GenerationRow } from './generation/control.ts';
import { schemaOf } from './generation/schema.ts';
import type { Database } from './read/cut.ts';

/** How far one partition is folded into one generation. */
export interface PartitionState {
  readonly generation: number;
  readonly state: GenerationRow['state'];
  readonly topic: Topic;
  readonly partition: number;
  /** Offset of the first record that is not folded. */
  readonly next: number;
  /** Next offset of the log. */
  readonly head: number;
  /** Records that readers lack. */
  readonly lagRecords: number;
  /** How long the oldest of these has been in the log; 0 without one, and where its stamp is ahead of the clock. */
  readonly lagSeconds: number;
  /** How far the stamp of the first record that is not folded, or else of the last one, is ahead of the clock; 0 if it is not. */
  readonly aheadSeconds: number;
  /** When the last batch was committed, epoch milliseconds. */
  readonly committedAt: number;
  /** Records kept out because their fold failed. */
  readonly parked: number;
  /** Records that wait behind one of these. */
  readonly waiting: number;
  /** Who folds it now; null: nobody. */
  readonly owner: string | null;
}

interface Row extends Omit<
  PartitionState,
  'generation' | 'state' | 'next' | 'head' | 'lagRecords' | 'lagSeconds' | 'aheadSeconds'
> {
  readonly next: string;
  readonly logTime: string;
}

/** All generations and partitions, of the tables and the log as they stand now; empty before a projector has run. */
export async function foldingState(
  db: Database,
  log: EventLog,
  clock: () => number,
): Promise<readonly PartitionState[]> {
  if (!(await hasGenerations(db))) return [];
  const states: PartitionState[] = [];
  for (const { number, state } of await generationsIn(db))
    for (const row of await rowsOf(db, number))
      states.push({ generation: number, state, ...(await lagOf(log, clock, row)) });
  return states;
}

async function hasGenerations(db: Database): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>(
    `select to_regclass('projection.generations') is not null as there`,
  );
  return rows[0]?.there === true;
}

async function rowsOf(db: Database, generation: number): Promise<readonly Row[]> {
  const schema = schemaOf(generation);
  const { rows } = await db.query<Row>(
    `select topic, partition, next_offset as next, log_time as "logTime",
       floor(extract(epoch from moved_at) * 1000)::float8 as "committedAt",
       (select owner from projection.leases as lease where generation = $1 and expires_at > clock_timestamp()
          and (lease.topic, lease.partition) = (own.topic, own.partition)) as owner,
       (select count(*)::int from ${schema}.parked as parked
          where (parked.topic, parked.partition) = (own.topic, own.partition) and error is not null) as parked,
       (select count(*)::int from ${schema}.parked as parked
          where (parked.topic, parked.partition) = (own.topic, own.partition) and error is null) as waiting
     from ${schema}.checkpoints as own order by topic desc, partition`,
    [generation],
  );
  return rows;
}

async function lagOf(
  log: EventLog,
  clock: () => number,
  { next: nextText, logTime, ...row }: Row,
): Promise<Omit<PartitionState, 'generation' | 'state'>> {
  const next = Number(nextText);
  const head = (await log.heads(row.topic))[row.partition] ?? 0;
  const [first] = next < head ? await log.read(row.topic, row.partition, next, 1) : [];
  const now = clock();
  const seconds = (ms: number): number => Math.max(0, ms) / 1_000;
  return {
    ...row,
    next,
    head,
    lagRecords: Math.max(0, head - next),
    lagSeconds: first ? seconds(now - first.recordedAt) : 0,
    aheadSeconds: seconds((first?.recordedAt ?? Number(logTime)) - now),
  };
}
