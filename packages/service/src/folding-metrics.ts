import type { EventLog } from '@casus/log';
import type { Clock } from '@casus/platform';
import { Counter, Gauge } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';
import { foldingState } from '@casus/projection/operate';
import type { PartitionState } from '@casus/projection/operate';
import type { Pool } from 'pg';

export interface MeasuredFolding {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly clock: Clock;
}

const labelNames = ['generation', 'state', 'topic', 'partition'];

/** Gauges of each generation and partition, and what of its state each of them shows. */
const gauges: readonly (readonly [name: string, help: string, of: (own: PartitionState) => number])[] = [
  ['casus_projection_lag_records', 'Records in the log that are not folded.', (own) => own.lagRecords],
  [
    'casus_projection_lag_seconds',
    'How long the oldest record that is not folded has been in the log.',
    (own) => own.lagSeconds,
  ],
  [
    'casus_projection_stamp_ahead_seconds',
    'How far the log time at the checkpoint is ahead of the clock; above 300 it halts.',
    (own) => own.aheadSeconds,
  ],
  [
    'casus_projection_last_commit_timestamp_seconds',
    'When the last batch was committed, Unix time.',
    (own) => own.committedAt / 1_000,
  ],
  ['casus_projection_parked_records', 'Records whose fold failed.', (own) => own.parked],
  [
    'casus_projection_waiting_records',
    'Records that wait behind a parked one of their key.',
    (own) => own.waiting,
  ],
  ['casus_projection_owned', '1 where some process folds it, else 0.', (own) => (own.owner === null ? 0 : 1)],
];

/** Tells how far the log is folded, from the tables and the log as they stand at each scrape. */
export function measureFolding(metrics: Metrics, { pool, log, clock }: MeasuredFolding): void {
  const registers = [metrics.registry];
  const made = gauges.map(([name, help, of]) => ({
    gauge: new Gauge({ name, help, labelNames, registers }),
    of,
  }));
  const folded = new Counter({
    name: 'casus_projection_folded_records_total',
    help: 'Records that a generation holds: its rate is the throughput.',
    labelNames,
    registers,
  });
  const heads = new Gauge({
    name: 'casus_log_head_records',
    help: 'Records in a partition of the log.',
    labelNames: ['topic', 'partition'],
    registers,
  });
  const skew = new Gauge({
    name: 'casus_clock_skew_seconds',
    help: 'How far the clock of the database is ahead of that of this process.',
    registers,
  });
  metrics.onScrape(async () => {
    for (const metric of [folded, heads, ...made.map(({ gauge }) => gauge)]) metric.reset();
    skew.set(await clockSkewSeconds(pool, clock));
    for (const own of await foldingState(pool, log, clock)) {
      const { topic, partition, generation, state } = own;
      if (state === 'kept') continue; // nobody folds it
      const labels = { generation, state, topic, partition };
      for (const { gauge, of } of made) gauge.set(labels, of(own));
      folded.inc(labels, own.next);
      heads.set({ topic, partition }, own.head);
    }
  });
}

/** Between the two moments in which the question was asked and answered. */
async function clockSkewSeconds(pool: Pool, clock: Clock): Promise<number> {
  const asked = clock();
  const { rows } = await pool.query<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  );
  return ((rows[0]?.now ?? asked) - (asked + clock()) / 2) / 1_000;
}
