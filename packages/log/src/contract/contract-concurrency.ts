import { describe, expect } from 'vitest';
import { deliver } from '../deliver/deliver.ts';
import type { DeliveredRecord } from '../deliver/deliver.ts';
import type { Appended, EventLog, LogRecord } from '../port.ts';
import { fourPartitions, newRecords, onePartition, readAll, rule } from './contract-subject.ts';
import type { Open, Partitions, Subject } from './contract-subject.ts';

const writers = 16;
const appendsPerWriter = 40;

export function concurrencyRules(open: Open): void {
  describe.each([
    ['1 partition', onePartition],
    ['4 partitions', fourPartitions],
  ])('with 16 writers and live tails over %s', (_, partitions) => {
    const write = (log: EventLog, subject: Subject): Promise<void> => losesNothing(log, subject, partitions);
    rule('nothing is lost, doubled or out of order', open, write, partitions);
    rule('a runner gets each record once, with a log time that never falls', open, deliversOnce, partitions);
  });
}

async function losesNothing(log: EventLog, { reopen }: Subject, partitions: Partitions): Promise<void> {
  const other = await reopen?.(partitions);
  const stop = new AbortController();
  const tails = partitionsOf(log).map((partition) => follow(log, partition, stop.signal));
  const answers = await appendAll([log, other ?? log]);
  const seen = tails.map(({ records }) => records);
  await expect.poll(() => seen.flat().length, { timeout: 25_000 }).toBe(answers.size + partitions.questions);
  stop.abort();
  await Promise.all(tails.map(({ done }) => done));
  await other?.[Symbol.asyncDispose]();
  const stored = await Promise.all(partitionsOf(log).map((each) => readAll(log, 'questions', each)));
  expect(seen).toEqual(stored);
  for (const records of stored)
    expect(records.map(({ position }) => position.offset)).toEqual([...records.keys()]);
  const places = stored.flatMap((records) => records.slice(1));
  expect(new Map(places.map(({ id, position }) => [id, position]))).toEqual(
    new Map([...answers].map(([id, { position }]) => [id, position])),
  );
  assertWriterOrder(places);
}

async function deliversOnce(log: EventLog): Promise<void> {
  const stop = new AbortController();
  const received = partitionsOf(log).map((partition) => receive(log, partition, stop.signal));
  const answers = await appendAll([log]);
  const all = (): DeliveredRecord[] => received.flatMap(({ records }) => records);
  await expect.poll(() => all().length, { timeout: 25_000 }).toBe(answers.size + log.partitions.questions);
  stop.abort();
  await Promise.all(received.map(({ done }) => done));
  expect(new Set(all().map(({ id }) => id)).size).toBe(all().length);
  for (const { records } of received)
    for (const [index, { logTime, recordedAt }] of records.entries())
      expect(logTime).toBe(Math.max(recordedAt, records[index - 1]?.logTime ?? 0));
}

/** Each writer appends one, two or three records at a time under a key of its own. */
async function appendAll(logs: readonly EventLog[]): Promise<ReadonlyMap<string, Appended>> {
  const answers = new Map<string, Appended>();
  const write = async (writer: number): Promise<void> => {
    for (let append = 0; append < appendsPerWriter; append += 1) {
      const records = newRecords(1 + (append % 3)).map((each) => ({ ...each, data: { append } }));
      const log = logs[writer % logs.length] ?? logs[0];
      const appended = await log?.append({ topic: 'questions', key: `writer-${writer}`, records });
      for (const [index, answer] of (appended ?? []).entries()) answers.set(records[index]?.id ?? '', answer);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return answers;
}

/** What a writer appended first stands first. */
function assertWriterOrder(records: readonly LogRecord[]): void {
  for (let writer = 0; writer < writers; writer += 1) {
    const own = records
      .filter(({ key }) => key === `writer-${writer}`)
      .map(({ data }) => JSON.stringify(data));
    const inOrder = Array.from({ length: appendsPerWriter }, (_, append) =>
      Array.from({ length: 1 + (append % 3) }, () => JSON.stringify({ append })),
    );
    expect(own).toEqual(inOrder.flat());
  }
}

function follow(log: EventLog, partition: number, signal: AbortSignal) {
  const records: LogRecord[] = [];
  const done = (async () => {
    for await (const batch of log.tail('questions', partition, 0, signal)) records.push(...batch);
  })();
  return { records, done };
}

function receive(log: EventLog, partition: number, signal: AbortSignal) {
  const records: DeliveredRecord[] = [];
  const options = { log, topic: 'questions', partition, signal, clock: Date.now } as const;
  const done = (async () => {
    for await (const delivery of deliver(options)) records.push(...delivery.records);
  })();
  return { records, done };
}

function partitionsOf(log: EventLog): readonly number[] {
  return [...Array(log.partitions.questions).keys()];
}
