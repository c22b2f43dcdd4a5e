import { deliver } from '@casus/log';
import type { DeliveredRecord, EventLog, LogRecord, Topic } from '@casus/log';
import { chainFindings, storedFindings } from '@casus/log/verify';
import { compareTables, foldFromZero } from '@casus/projection/proof';
import type { Pool } from 'pg';
import { projections } from '../read-models/index.ts';
import { checkpointFindings, readCheckpoints } from './checkpoints.ts';
import type { StoredCheckpoint } from './checkpoints.ts';

export interface Verified {
  /** Records read. */
  readonly records: number;
  /** Rows of the read tables were compared at these offsets; null: nothing is folded yet. */
  readonly cut: Readonly<Record<Topic, readonly number[]>> | null;
  /** What is not as it should be, a sentence each. */
  readonly findings: readonly string[];
}

export interface VerifyOptions {
  readonly log: EventLog;
  readonly pool: Pool;
  /** The log's records are in this database. */
  readonly isLogHere: boolean;
  /** Called for each record as the chain is read, and again as it is folded. */
  readonly onRecord?: () => void;
}

/**
 * Reads the log from zero, checks that it is a chain and that its texts are those that were appended, folds it in
 * memory and compares every row of the tables that readers see, at their checkpoints. Nothing is changed, and Casus
 * may run meanwhile; memory grows with the log.
 */
export async function verify(options: VerifyOptions): Promise<Verified> {
  const { log, pool, isLogHere, onRecord } = options;
  const findings: string[] = [];
  if (isLogHere) for await (const finding of storedFindings(pool)) findings.push(finding);
  for await (const finding of chainFindings(log, onRecord)) findings.push(finding);
  const schema = await liveSchema(pool);
  if (findings.length > 0 || schema === undefined)
    return { records: await recordsOf(log), cut: null, findings };
  const checkpoints = await readCheckpoints(pool, schema);
  for await (const finding of checkpointFindings(log, checkpoints)) findings.push(finding);
  const differences = await tableFindings(options, schema, checkpoints);
  return {
    records: await recordsOf(log),
    cut: cutOf(checkpoints),
    findings: [...findings, ...differences],
  };
}

async function liveSchema(pool: Pool): Promise<string | undefined> {
  const { rows: found } = await pool.query<{ there: boolean }>(
    `select to_regclass('projection.generations') is not null as there`,
  );
  if (found[0]?.there !== true) return undefined;
  const { rows } = await pool.query<{ number: number }>(
    `select number from projection.generations where state = 'live'`,
  );
  return rows[0] && `g${rows[0].number}`;
}

/** All records of the log, headers included. */
export async function recordsOf(log: EventLog): Promise<number> {
  const heads = [...(await log.heads('world')), ...(await log.heads('questions'))];
  return heads.reduce((sum, head) => sum + head, 0);
}

/** Tables without history are compared where no batch was committed meanwhile. */
async function tableFindings(
  { log, pool, onRecord }: VerifyOptions,
  schema: string,
  checkpoints: readonly StoredCheckpoint[],
): Promise<readonly string[]> {
  const passed: DeliveredRecord[] = [];
  for (const place of checkpoints) passed.push(...(await recordsBefore(log, place, onRecord)));
  const folded = foldFromZero(projections, passed);
  const comparison = { pool, schema, projections, folded };
  const exact = await compareTables(comparison);
  const hasMoved = JSON.stringify(await readCheckpoints(pool, schema)) !== JSON.stringify(checkpoints);
  const differences = hasMoved
    ? await compareTables({ ...comparison, cut: { ...cutOf(checkpoints), final: true, stale: false } })
    : exact;
  return differences.map(
    ({ table, key, partition, from, kind }) =>
      `${sentenceOf[kind]}: ${table} ${key}, from offset ${from} of partition ${partition}`,
  );
}

const sentenceOf = {
  lost: 'a row is missing',
  doubled: 'a row stands that the log does not give',
  wrong: 'a row is another one than the log gives',
} as const;

async function recordsBefore(
  log: EventLog,
  { topic, partition, next }: StoredCheckpoint,
  onRecord?: () => void,
): Promise<readonly DeliveredRecord[]> {
  const all: DeliveredRecord[] = [];
  const { signal } = new AbortController();
  const clock = (): number => Number.MAX_SAFE_INTEGER; // what is folded has passed the halt
  if (next === 0) return all;
  const seen = new Set<string>();
  const isKnown = async (records: readonly LogRecord[]): Promise<ReadonlySet<string>> =>
    new Set(records.flatMap(({ id }) => (seen.has(id) ? [id] : [])));
  const options = { log, topic, partition, signal, clock, untilHead: true, isKnown };
  for await (const { records } of deliver(options)) {
    for (const record of records) {
      seen.add(record.id);
      if (record.position.offset < next) all.push(record);
      onRecord?.();
    }
    if ((records.at(-1)?.position.offset ?? 0) >= next) break;
  }
  return all;
}

function cutOf(checkpoints: readonly StoredCheckpoint[]): Readonly<Record<Topic, readonly number[]>> {
  const of = (topic: Topic): number[] =>
    checkpoints.filter((each) => each.topic === topic).map(({ next }) => next);
  return { world: of('world'), questions: of('questions') };
}
