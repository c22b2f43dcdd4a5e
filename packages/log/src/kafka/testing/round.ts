import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Broker } from '@casus/testing/kafka';
import { isOwnType } from '../../own-records.ts';
import { partitionOf } from '../../partition-of.ts';
import type { EventLog, Topic } from '../../port.ts';
import { openKafkaLog } from '../kafka-log.ts';
import { startReader } from './readers.ts';
import type { Reader } from './readers.ts';
import { startWriters, untilKnown } from './writers.ts';
import type { Written } from './writers.ts';

/** What a round of faults came to; all but `appended` and `hit` must be 0. */
export interface RoundResult {
  /** Acknowledged records. */
  readonly appended: number;
  /** 1 when records were acknowledged before and after the fault. */
  readonly hit: number;
  /** Acknowledged records that a reader did not get. */
  readonly lost: number;
  /** Records that a reader got again. */
  readonly doubled: number;
  /** Records out of order, records that nobody wrote, and readers that halted or did not. */
  readonly wrong: number;
}

/** What happens to the broker while writers and readers are at work; returns when it is well again. */
export type Fault = (broker: Broker, random: () => number) => Promise<void>;

const partitions = { world: 1, questions: 2 };
const writerCount = 4;
const catchUpMs = 60_000;

/** The faults that readers must get through; what is lost on the way is sent again. */
export const passingFaults = {
  'kill -9': async (broker, random) => {
    await broker.kill();
    await delay(random() * 500);
    await broker.start();
  },
  stopped: async (broker, random) => {
    broker.pause();
    await delay(500 + random() * 2_000);
    broker.resume();
  },
  'answers lost': async (broker, random) => {
    for (let time = 0; time < 4; time += 1) {
      broker.proxy.loseAnswers(1 + Math.floor(random() * 2));
      await delay(100 + random() * 100);
    }
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Appends and reads through one fault. */
export async function passingRound(broker: Broker, fault: Fault, random: () => number): Promise<RoundResult> {
  await using log = await openKafkaLog({
    brokers: [broker.proxy.address],
    partitions,
    topicPrefix: `round.${randomUUID()}.`,
    appendTimeoutMs: 1_000 + random() * 10_000,
  });
  const written = startWriters(log, writerCount);
  const early = startReaders(log);
  await delay(200 + random() * 500);
  const before = countAcknowledged(written);
  const late = startReaders(log);
  await fault(broker, random);
  await delay(300 + random() * 500);
  await written.stop();
  const appended = countAcknowledged(written);
  const readers = [early, late];
  for (const set of readers) await untilAtHead(log, set);
  const results = readers.map((set) => judge(set, written));
  await Promise.all(readers.flat().map((reader) => reader.stop()));
  const sum = (count: (result: Judgement) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  return {
    appended,
    hit: before > 0 && appended > before ? 1 : 0,
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    wrong: sum(({ wrong }) => wrong),
  };
}

function startReaders(log: EventLog): readonly Reader[] {
  return [
    startReader(log, { topic: 'world', partition: 0 }),
    startReader(log, { topic: 'questions', partition: 0 }),
    startReader(log, { topic: 'questions', partition: 1 }),
  ];
}

async function untilAtHead(log: EventLog, [world, ...questions]: readonly Reader[]): Promise<void> {
  const heads = await untilKnown(async () => [
    ...(await log.heads('world')),
    ...(await log.heads('questions')),
  ]);
  const readers = world === undefined ? [] : [world, ...questions];
  const deadline = Date.now() + catchUpMs;
  const isBehind = (reader: Reader, index: number): boolean =>
    reader.halted === undefined && (reader.checkpoint?.offset ?? 0) < (heads[index] ?? 0);
  while (readers.some(isBehind) && Date.now() < deadline) await delay(20);
}

type Judgement = Pick<RoundResult, 'lost' | 'doubled' | 'wrong'>;

function judge(readers: readonly Reader[], { acknowledged, attempted }: Written): Judgement {
  const read = readers.map(({ records }) => records.filter(({ type }) => !isOwnType(type)));
  const ids = read.flat().map(({ id }) => id);
  const found = new Set(ids);
  const writers = [...acknowledged];
  const lost = writers.flatMap(([, written]) => written).filter((id) => !found.has(id)).length;
  const unknown = ids.filter((id) => !attempted.has(id)).length;
  const halted = readers.filter((reader) => reader.halted !== undefined).length;
  const disordered = writers.filter(([key, written]) => !isInOrder(idsOf(read, key), written)).length;
  return { lost, doubled: ids.length - found.size, wrong: unknown + halted + disordered };
}

/** Ids read under a key, in order, from the partition where it belongs. */
function idsOf(read: readonly (readonly { id: string; key: string }[])[], key: string): readonly string[] {
  const topic: Topic = key.startsWith('world') ? 'world' : 'questions';
  const place = topic === 'world' ? 0 : 1 + partitionOf(key, partitions.questions);
  return (read[place] ?? []).filter((record) => record.key === key).map(({ id }) => id);
}

/** True when the acknowledged ids come in the order in which they were written. */
function isInOrder(read: readonly string[], written: readonly string[]): boolean {
  const places = new Map(read.map((id, place) => [id, place]));
  const order = written.map((id) => places.get(id) ?? -1);
  return order.every((place, index) => index === 0 || place === -1 || place > (order[index - 1] ?? -1));
}

function countAcknowledged({ acknowledged }: Written): number {
  return [...acknowledged.values()].reduce((total, ids) => total + ids.length, 0);
}
