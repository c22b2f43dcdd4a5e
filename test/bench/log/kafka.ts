import { randomUUID } from 'node:crypto';
import type { EventLog } from '@casus/log';
import { openKafkaLog } from '@casus/log/kafka';
import { openKafka } from '@casus/testing/kafka';
import { measureLatency, measureThroughput } from './load.ts';
import type { Effort, Load, Throughput } from './load.ts';
import { measureIdle } from './kafka-idle.ts';
import { openPeers, textsOf } from './kafka-peers.ts';
import type { Peers } from './kafka-peers.ts';
import { compareReads } from './kafka-reads.ts';
import { printFigure, printTail, printThroughput } from './print.ts';

const loads: readonly Load[] = [
  { name: 'log-kafka-append-1', callers: 1, perAppend: 1 },
  { name: 'log-kafka-append-64', callers: 64, perAppend: 1 },
  { name: 'log-kafka-append-500-at-once', callers: 1, perAppend: 500 },
];

/** Prints the figures of the log on Kafka. @throws {Error} there is no Kafka */
export async function benchKafka(quick: boolean): Promise<void> {
  const effort = quick ? { ms: 500, rounds: 3 } : { ms: 2_000, rounds: 7 };
  await using held = new AsyncDisposableStack();
  const kafka = held.use(await openKafka(process.env, { fast: 'serves' }));
  if (kafka === undefined)
    throw new Error('no Kafka: set KAFKA_BROKERS, start Docker, or install Java 17 and Maven');
  const brokers = kafka.brokers.split(',');
  const partitions = { world: 1, questions: 4 };
  const topicPrefix = `bench.${randomUUID()}.`;
  const log = held.use(await openKafkaLog({ brokers, partitions, topicPrefix }));
  await compareWithPeers(log, brokers, effort);
  printTail(await measureLatency(log, log, Math.round((effort.ms * effort.rounds) / 20)), 'log-kafka-tail');
  await measureIdle(log);
}

/** The peers are gone afterwards: their threads would count into what this process does when it is idle. */
async function compareWithPeers(log: EventLog, brokers: readonly string[], effort: Effort): Promise<void> {
  await using held = new AsyncDisposableStack();
  const peers = await openPeers(held, brokers);
  for (const load of loads) await compareAppends(log, peers, { load, ...effort });
  await compareReads(log, peers, effort.rounds);
}

async function compareAppends(
  log: EventLog,
  { bare, tools, toolsTopic: topic, payloads }: Peers,
  { load, ms, rounds }: Effort & { readonly load: Load },
): Promise<void> {
  await measureThroughput(log, load, ms / 4);
  const { callers, perAppend } = load;
  const texts = textsOf(perAppend);
  const expected = await bare.send({ texts, callers, ms: ms / 4 });
  const batchBytes = Math.ceil(callers * texts.join('').length * 1.1);
  const records = Math.ceil((expected * ms) / 1_000);
  const own: Throughput[] = [];
  const bares: number[] = [];
  const perfs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    own.push(await measureThroughput(log, load, ms));
    bares.push(await bare.send({ texts, callers, ms }));
    perfs.push(await tools.produce({ topic, records, payloads, batchBytes }));
  }
  printThroughput(load, own, bares);
  const perSecond = own.map((each) => each.perSecond);
  printFigure(`${load.name}-beside-perf-tool`, 'records/s', perSecond, perfs);
}
