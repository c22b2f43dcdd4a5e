import type { EventLog } from '@casus/log';
import { benchRecord } from './load.ts';
import { textsOf } from './kafka-peers.ts';
import type { Peers } from './kafka-peers.ts';
import { printFigure, printQuantiles } from './print.ts';

const records = 200_000;
const perRead = 1_000;

/**
 * Whole readings of a partition: by the tail, and by plain reads of 1,000, which give decoded records; the bare
 * consumer and Kafka's own take the messages as they are.
 */
export async function compareReads(log: EventLog, { bare, tools }: Peers, rounds: number): Promise<void> {
  const texts = textsOf(500);
  await bare.fill(texts, records / texts.length);
  for (let sent = 0; sent < records; sent += texts.length)
    await log.append({ topic: 'questions', key: 'k', records: texts.map(() => benchRecord()) });
  const heads = await log.heads('questions');
  const partition = heads.indexOf(Math.max(...heads));
  const tails: number[] = [];
  const reads: number[] = [];
  const bares: number[] = [];
  const perfs: number[] = [];
  const latencies: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    tails.push(perSecond(await tailMs(log, partition)));
    bares.push(perSecond(await bare.consume(records)));
    reads.push(perSecond(await readMs(log, partition, latencies)));
    perfs.push(await tools.consume(bare.topic, records));
  }
  for (const [name, own] of [['tail-from-0', tails] as const, ['read', reads] as const]) {
    printFigure(`log-kafka-${name}`, 'records/s', own, bares);
    printFigure(`log-kafka-${name}-beside-perf-tool`, 'records/s', own, perfs);
  }
  printQuantiles('log-kafka-read', latencies);
}

function perSecond(ms: number): number {
  return (records / ms) * 1_000;
}

/** Milliseconds from the first batch on. */
async function tailMs(log: EventLog, partition: number): Promise<number> {
  const stop = new AbortController();
  let began: number | undefined;
  let seen = 0;
  for await (const batch of log.tail('questions', partition, 0, stop.signal)) {
    began ??= performance.now();
    seen += batch.length;
    if (seen >= records) break;
  }
  return performance.now() - (began ?? Number.NaN);
}

/** Milliseconds of reading all, one plain read after the other; notes how long each took but the first, which joins. */
async function readMs(log: EventLog, partition: number, latencies: number[]): Promise<number> {
  await log.read('questions', partition, 0, 1);
  const began = performance.now();
  for (let from = 1; from < records;) {
    const asked = performance.now();
    from += (await log.read('questions', partition, from, perRead)).length;
    latencies.push(performance.now() - asked);
  }
  return performance.now() - began;
}
