import { keyOfPartition, memoryLog } from '@casus/log';
import type { EventLog, LogRecord, NewRecord, Topic } from '@casus/log';

/** A record that is due at a moment of the replayed time. */
export interface Step {
  /** Epoch milliseconds UTC; becomes the stamp. */
  readonly at: number;
  readonly topic: Topic;
  readonly key: string;
  readonly record: NewRecord;
}

/** What the resolver wants to append, each under its question's id. */
export interface Speech {
  readonly questionId: string;
  readonly records: readonly NewRecord[];
}

/** The resolver as replay drives it: fold all there is, then speak. */
export interface ReplayedResolver {
  fold(records: readonly LogRecord[]): void;
  /** What it would say differently from what stands; nothing once that has been folded. */
  speak(): readonly Speech[];
  /** True while a claim has not settled, so that time must go on. */
  waits(): boolean;
}

export interface ReplayOptions {
  readonly steps: readonly Step[];
  readonly resolver: ReplayedResolver;
  readonly partitions: Readonly<Record<Topic, number>>;
  /** How far the clock moves at each tick behind the last step, milliseconds. */
  readonly tickMs: number;
  /** How many ticks the replay may need to settle everything. */
  readonly maxTicks: number;
  /** Id of a tick, from its number and place. */
  readonly tickId: (tick: number, topic: Topic, partition: number) => string;
}

/** Steps further apart than this leave a pause that is ticked through. */
const longestPauseMs = 86_400_000;

/**
 * Builds a log from dated records in lockstep, with a clock that the data drives: appends what is due, lets the
 * resolver read to the heads and appends what it says under the same stamp, goes on; behind the last step it
 * ticks until everything has settled. The same steps give the same log.
 * @throws {Error} when the claims have not settled after `maxTicks`
 */
export async function replay(options: ReplayOptions): Promise<EventLog> {
  const time = { now: options.steps[0]?.at ?? 0 };
  const log = memoryLog({ partitions: options.partitions, clock: () => time.now });
  const follow = follower(log, options.resolver);
  const tickOn = async (tick: number): Promise<void> => {
    time.now += options.tickMs;
    await appendTick(log, options, { tick, topic: 'world', partition: 0 });
    await follow();
  };
  let ticks = 0;
  for (const [at, due] of byTime(options.steps)) {
    // A log that is left alone ticks while something needs the time, so that what falls due in a pause settles in it.
    for (; options.resolver.waits() && time.now + longestPauseMs < at; ticks += 1) await tickOn(ticks);
    time.now = at;
    for (const { topic, key, record } of due) await log.append({ topic, key, records: [record] });
    await follow();
  }
  for (; options.resolver.waits(); ticks += 1) {
    if (ticks >= options.maxTicks) throw new Error(`claims are unsettled after ${ticks} ticks`);
    await tickOn(ticks);
  }
  await tickEverywhere(log, options);
  return log;
}

/** Steps in order of time, those of one moment together in the order given. */
function byTime(steps: readonly Step[]): readonly (readonly [number, readonly Step[]])[] {
  const moments = Map.groupBy(steps, ({ at }) => at);
  return [...moments].toSorted(([a], [b]) => a - b);
}

/** Feeds the resolver all that is new, and appends what it says until it has nothing left to say. */
function follower(log: EventLog, resolver: ReplayedResolver): () => Promise<void> {
  const next = new Map<string, number>();
  const feed = async (topic: Topic, partition: number): Promise<void> => {
    const place = `${topic}/${partition}`;
    const records = await log.read(topic, partition, next.get(place) ?? 0, Number.MAX_SAFE_INTEGER);
    next.set(place, (next.get(place) ?? 0) + records.length);
    if (records.length > 0) resolver.fold(records);
  };
  return async () => {
    for (;;) {
      for (const topic of ['world', 'questions'] as const) {
        for (let partition = 0; partition < log.partitions[topic]; partition += 1) {
          await feed(topic, partition);
        }
      }
      const speeches = resolver.speak();
      if (speeches.length === 0) return;
      for (const { questionId, records } of speeches) {
        await log.append({ topic: 'questions', key: questionId, records });
      }
    }
  };
}

/** A last tick in each partition: all of them are then past every time of the data, so that as-of is final. */
async function tickEverywhere(log: EventLog, options: ReplayOptions): Promise<void> {
  for (const topic of ['world', 'questions'] as const) {
    for (let partition = 0; partition < log.partitions[topic]; partition += 1) {
      await appendTick(log, options, { tick: options.maxTicks, topic, partition });
    }
  }
}

async function appendTick(
  log: EventLog,
  { tickId }: ReplayOptions,
  { tick, topic, partition }: { tick: number; topic: Topic; partition: number },
): Promise<void> {
  const record = { id: tickId(tick, topic, partition), type: `casus.${topic}.clock-ticked.v1`, data: {} };
  await log.append({ topic, key: keyOfPartition(partition, log.partitions[topic]), records: [record] });
}
