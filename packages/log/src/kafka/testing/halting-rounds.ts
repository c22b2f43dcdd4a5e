import { randomUUID } from 'node:crypto';
import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Broker } from '@casus/testing/kafka';
import { LogError } from '../../port.ts';
import type { EventLog, LogRecord, NewRecord } from '../../port.ts';
import { openKafkaLog } from '../kafka-log.ts';
import { startReader } from './readers.ts';
import type { Reader } from './readers.ts';
import type { RoundResult } from './round.ts';
import { deleteTopic, trimPartition, withAdmin } from './topic-surgery.ts';

const partitions = { world: 1, questions: 1 };
const haltMs = 30_000;

/** Records are deleted below what readers have still to read: none of them may skip to what is left. */
export async function trimRound(brokers: readonly string[], random: () => number): Promise<RoundResult> {
  const topicPrefix = `trim.${randomUUID()}.`;
  await using log = await openKafkaLog({ brokers, partitions, topicPrefix });
  const ids = await appendSome(log, 40 + Math.floor(random() * 400));
  const read = 1 + Math.floor(random() * (ids.length / 2));
  const checkpoint = await checkpointAfter(log, read);
  const stop = new AbortController();
  const slow = log.tail('world', 0, 1, stop.signal)[Symbol.asyncIterator]();
  await slow.next();
  const below = read + 1 + Math.floor(random() * (ids.length - read));
  await withAdmin(brokers, (admin) => trimPartition(admin, `${topicPrefix}world`, 0, below + 1));
  const more = await appendSome(log, 10);
  const behind = startReader(log, { topic: 'world', partition: 0, from: checkpoint });
  const fresh = startReader(log, { topic: 'world', partition: 0 });
  await untilHalted([behind, fresh]);
  const kept = await gathered(slow, more.length);
  stop.abort();
  await Promise.all([behind.stop(), fresh.stop()]);
  const skipped = [behind, fresh].filter(({ halted, records }) => halted === undefined || records.length > 0);
  return {
    appended: ids.length + more.length,
    hit: 1,
    lost: more.filter((id) => !kept.includes(id)).length, // the tail at the head goes on
    doubled: kept.length - new Set(kept).size,
    wrong: skipped.length,
  };
}

/** A topic is deleted and made anew by another log: nobody who has read the old one may read the new one. */
export async function recreationRound(
  brokers: readonly string[],
  random: () => number,
): Promise<RoundResult> {
  const topicPrefix = `anew.${randomUUID()}.`;
  const options = { brokers, partitions, topicPrefix };
  await using old = await openKafkaLog(options);
  const ids = await appendSome(old, 5 + Math.floor(random() * 100));
  const live = startReader(old, { topic: 'world', partition: 0 });
  await untilRead(live, ids.length + 1);
  await withAdmin(brokers, async (admin) => {
    await deleteTopic(admin, `${topicPrefix}world`);
    await deleteTopic(admin, `${topicPrefix}questions`);
  });
  await using anew = await openKafkaLog(options);
  const foreign = await appendSome(anew, Math.floor(random() * 3 * ids.length) + 1);
  const { checkpoint } = live;
  const returning = startReader(anew, { topic: 'world', partition: 0, from: checkpoint });
  await untilHalted([live, returning]);
  const late = await appendSome(old, 1).catch((error: unknown) => error);
  await Promise.all([live.stop(), returning.stop()]);
  const deceived = [live, returning].filter(({ halted, records }) => {
    const seen = records.map(({ id }) => id);
    return halted?.code !== 'lost-tail' || foreign.some((id) => seen.includes(id));
  });
  const acknowledgedLate = foreign.length < ids.length && !(late instanceof LogError) ? 1 : 0;
  return {
    appended: ids.length + foreign.length,
    hit: 1,
    lost: ids.filter((id) => !live.records.some((record) => record.id === id)).length,
    doubled: 0,
    wrong: deceived.length + acknowledgedLate,
  };
}

/** A broker dies and comes back without the end of a partition: readers halt, and so does the writer. */
export async function lostTailRound(broker: Broker, random: () => number): Promise<RoundResult> {
  const brokers = [broker.address];
  const topicPrefix = `tail.${randomUUID()}.`;
  await using log = await openKafkaLog({ brokers, partitions, topicPrefix });
  const ids = await appendSome(log, 40 + Math.floor(random() * 100));
  const live = startReader(log, { topic: 'world', partition: 0 });
  await untilRead(live, ids.length + 1);
  const { checkpoint } = live;
  await broker.kill();
  const segment = join(broker.dataDir, `${topicPrefix}world-0`, '0'.repeat(20) + '.log');
  await truncate(segment, Math.floor((await stat(segment)).size * (0.2 + 0.6 * random())));
  await broker.start();
  const late = await appendSome(log, 1).catch((error: unknown) => error);
  await using again = await openKafkaLog({ brokers, partitions, topicPrefix });
  await appendSome(again, Math.floor(random() * 2 * ids.length)); // it may grow beyond what was read
  const returning = startReader(again, { topic: 'world', partition: 0, from: checkpoint });
  await untilHalted([live, returning]);
  await Promise.all([live.stop(), returning.stop()]);
  const deceived = [live, returning].filter(({ halted }) => halted?.code !== 'lost-tail').length;
  return {
    appended: ids.length,
    hit: 1,
    lost: ids.filter((id) => !live.records.some((record) => record.id === id)).length,
    doubled: 0,
    wrong: deceived + (late instanceof LogError && late.code === 'lost-tail' ? 0 : 1),
  };
}

async function appendSome(log: EventLog, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 10) {
    const records = Array.from({ length: Math.min(10, count - at) }, newRecord);
    await log.append({ topic: 'world', key: 'k', records });
    ids.push(...records.map(({ id }) => id));
  }
  return ids;
}

function newRecord(): NewRecord {
  return { id: randomUUID(), type: 'casus.test.written.v1', data: 'x'.repeat(100) };
}

async function checkpointAfter(log: EventLog, records: number) {
  const [last] = await log.read('world', 0, records, 1);
  if (last === undefined) throw new RangeError(`there is no record at offset ${records}`);
  return { logId: log.logId, offset: records + 1, lastId: last.id, logTime: last.recordedAt };
}

async function untilHalted(readers: readonly Reader[]): Promise<void> {
  const deadline = Date.now() + haltMs;
  while (readers.some(({ halted }) => halted === undefined) && Date.now() < deadline) await delay(20);
}

async function untilRead({ records }: Reader, count: number): Promise<void> {
  const deadline = Date.now() + haltMs;
  while (records.length < count && Date.now() < deadline) await delay(20);
}

/** The ids that a tail at the head gives next. */
async function gathered(
  batches: AsyncIterator<readonly LogRecord[]>,
  count: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const next = await batches.next();
    if (next.done === true) break;
    ids.push(...next.value.map(({ id }) => id));
  }
  return ids;
}
