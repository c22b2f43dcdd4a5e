import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeRecord } from '@casus/log';
import type { EventLog } from '@casus/log';
import { openKafkaLog } from '@casus/log/kafka';
import { openBareClient } from '@casus/log/kafka/testing';
import type { BareClient } from '@casus/log/kafka/testing';
import { openKafka } from '@casus/testing/kafka';
import { benchRecord, measureLatency, measureThroughput } from './log/load.ts';
import type { Load } from './log/load.ts';
import { printFigure, printTail, printThroughput } from './log/print.ts';

/** How long each load runs in each round, and how many rounds take turns. */
interface Effort {
  readonly ms: number;
  readonly rounds: number;
}

const loads: readonly Load[] = [
  { name: 'log-kafka-append-1', callers: 1, perAppend: 1 },
  { name: 'log-kafka-append-64', callers: 64, perAppend: 1 },
  { name: 'log-kafka-append-500-at-once', callers: 1, perAppend: 500 },
];

const idleMs = 10_000;
const readRecords = 200_000;

/**
 * Appends to and reads from the Kafka log beside bare kafkajs with texts of the same size, made beforehand, and as
 * many callers; in turns, medians over the rounds. Reading: the log's tail decodes records, the bare consumer
 * takes the messages as they are. `log-kafka-idle`: CPU of one process that follows five partitions where
 * nothing happens. Arguments: `--quick`.
 */
export async function run(args: string[]): Promise<void> {
  const effort = args.includes('--quick') ? { ms: 500, rounds: 3 } : { ms: 2_000, rounds: 7 };
  await using kafka = await openKafka();
  if (kafka === undefined)
    throw new Error('no Kafka: set KAFKA_BROKERS, start Docker, or install Java 17 and Maven');
  const brokers = kafka.brokers.split(',');
  const partitions = { world: 1, questions: 4 };
  const topicPrefix = `bench.${randomUUID()}.`;
  await using log = await openKafkaLog({ brokers, partitions, topicPrefix });
  await using bare = await openBareClient(brokers);
  for (const load of loads) await compareAppends(log, bare, load, effort);
  await compareReads(log, bare, effort.rounds);
  printTail(await measureLatency(log, log, Math.round((effort.ms * effort.rounds) / 20)), 'log-kafka-tail');
  await measureIdle(log);
}

async function compareAppends(
  log: EventLog,
  bare: BareClient,
  load: Load,
  { ms, rounds }: Effort,
): Promise<void> {
  await measureThroughput(log, load, ms / 4);
  await sendFor(bare, load, ms / 4);
  const own = [];
  const others = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await measureThroughput(log, load, ms));
    others.push(await sendFor(bare, load, ms));
  }
  printThroughput(load, own, others);
}

/** Messages a second of the bare client. */
async function sendFor(bare: BareClient, { callers, perAppend }: Load, ms: number): Promise<number> {
  const texts = Array.from({ length: perAppend }, () => encodeRecord('bare', benchRecord()).text);
  const began = performance.now();
  let sent = 0;
  const call = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      await bare.send(texts);
      sent += perAppend;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (sent / (performance.now() - began)) * 1_000;
}

async function compareReads(log: EventLog, bare: BareClient, rounds: number): Promise<void> {
  const batch = Array.from({ length: 500 }, () => encodeRecord('bare', benchRecord()).text);
  for (let sent = 0; sent < readRecords; sent += batch.length) {
    await bare.send(batch);
    await log.append({ topic: 'questions', key: 'k', records: batch.map(() => benchRecord()) });
  }
  const heads = await log.heads('questions');
  const partition = heads.indexOf(Math.max(...heads));
  const own = [];
  const others = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(readRecords / (await tailMs(log, partition)));
    others.push(readRecords / (await bare.consume(readRecords)));
  }
  printFigure('log-kafka-tail-from-0', 'records/s', own.map(perSecond), others.map(perSecond));
}

/** Milliseconds from the first batch on. */
async function tailMs(log: EventLog, partition: number): Promise<number> {
  const stop = new AbortController();
  let began: number | undefined;
  let seen = 0;
  for await (const records of log.tail('questions', partition, 0, stop.signal)) {
    began ??= performance.now();
    seen += records.length;
    if (seen >= readRecords) break;
  }
  return performance.now() - (began ?? Number.NaN);
}

function perSecond(perMs: number): number {
  return perMs * 1_000;
}

async function measureIdle(log: EventLog): Promise<void> {
  const stop = new AbortController();
  const follow = async (topic: 'world' | 'questions', partition: number, from: number): Promise<void> => {
    for await (const _ of log.tail(topic, partition, from, stop.signal)) continue;
  };
  const following = (['world', 'questions'] as const).map(async (topic) => {
    const heads = await log.heads(topic);
    await Promise.all(heads.map((head, partition) => follow(topic, partition, head)));
  });
  await delay(5_000);
  const before = process.cpuUsage();
  await delay(idleMs);
  const { user, system } = process.cpuUsage(before);
  printFigure('log-kafka-idle', '% of a core', [((user + system) / 1_000 / idleMs) * 100], []);
  stop.abort();
  await Promise.all(following);
}
