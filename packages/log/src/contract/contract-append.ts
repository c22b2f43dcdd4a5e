import { describe, expect } from 'vitest';
import { recordBytesLimit } from '../cloud-event.ts';
import { partitionOf } from '../partition-of.ts';
import type { EventLog, NewRecord } from '../port.ts';
import { newRecord, newRecords, readAll, rule } from './contract-subject.ts';
import type { Open } from './contract-subject.ts';

export function appendRules(open: Open): void {
  describe('an append', () => {
    rule('stores what was handed over, where and when it says', open, storesWhatWasHandedOver);
    rule('keeps any text', open, keepsAnyText);
    rule('puts the records of a key into the partition of the key', open, keepsKeysTogether);
    rule('gives the records of a batch consecutive offsets in their order', open, keepsBatchesTogether);
    rule('of more or larger records than allowed stores nothing', open, refusesTooMuch);
    rule('of an id that is no UUID is refused', open, async (log) => {
      await expect(append(log, [{ ...newRecord(), id: 'r1' }])).rejects.toThrow(TypeError);
      await expect(append(log, [])).rejects.toThrow(TypeError);
    });
  });

  describe('a repeated id', () => {
    rule('returns the old position, whatever its trace', open, returnsOldPosition);
    rule('within one batch is stored once', open, storesOnceWithinBatch);
    rule('from many callers at once is stored once', open, storesOnceAmongCallers);
    rule('among new ones does not keep the new ones out', open, storesTheNewOnes);
    rule('with other content is refused with its whole batch', open, refusesOtherContent);
    rule('with other content does not hurt those who append at the same time', open, sparesNeighbours);
    rule('in the other topic is another record', open, keepsTopicsApart);
  });
}

/** Appends to `world`. */
function append(log: EventLog, records: readonly NewRecord[], key = 'k') {
  return log.append({ topic: 'world', key, records });
}

async function storesWhatWasHandedOver(log: EventLog): Promise<void> {
  const record = { ...newRecord({ b: [1, null, true], a: 'x' }), traceparent: '00-ab-cd-01' };
  const [appended] = await append(log, [record], 'some key');
  expect(appended?.position).toEqual({ topic: 'world', partition: 0, offset: 1 });
  expect(appended?.repeated).toBe(false);
  const { position, recordedAt } = appended ?? {};
  expect(await log.read('world', 0, 1)).toEqual([{ ...record, key: 'some key', position, recordedAt }]);
  expect(Number.isInteger(recordedAt)).toBe(true);
}

async function keepsAnyText(log: EventLog): Promise<void> {
  const data = { text: 'Київ "quoted" \\ \n\r\t\0 \u2028 😀 \ud800', '{,}': '\\N NULL' };
  await append(log, [newRecord(data)], 'a "key"\n');
  expect(await log.read('world', 0, 1)).toMatchObject([{ data, key: 'a "key"\n' }]);
}

async function keepsKeysTogether(log: EventLog): Promise<void> {
  for (let key = 0; key < 20; key += 1) {
    const [first] = await log.append({ topic: 'questions', key: `q-${key}`, records: newRecords(1) });
    const [second] = await log.append({ topic: 'questions', key: `q-${key}`, records: newRecords(1) });
    expect(first?.position.partition).toBe(partitionOf(`q-${key}`, 4));
    expect(second?.position.partition).toBe(partitionOf(`q-${key}`, 4));
  }
}

async function keepsBatchesTogether(log: EventLog): Promise<void> {
  const batches = Array.from({ length: 20 }, () => newRecords(50));
  const answers = await Promise.all(batches.map((batch) => append(log, batch)));
  const stored = await readAll(log, 'world', 0);
  for (const [index, answer] of answers.entries()) {
    const first = answer[0]?.position.offset ?? Number.NaN;
    expect(answer.map(({ position }) => position.offset)).toEqual(answer.map((_, place) => first + place));
    const ids = stored.slice(first, first + 50).map(({ id }) => id);
    expect(ids).toEqual(batches[index]?.map(({ id }) => id));
  }
}

async function refusesTooMuch(log: EventLog): Promise<void> {
  const large = newRecord('x'.repeat(recordBytesLimit));
  await expect(append(log, [newRecord(), large])).rejects.toMatchObject({ code: 'record-too-large' });
  await expect(append(log, newRecords(1_001))).rejects.toMatchObject({ code: 'batch-too-large' });
  const heavy = Array.from({ length: 20 }, () => newRecord('x'.repeat(250_000)));
  await expect(append(log, heavy)).rejects.toMatchObject({ code: 'batch-too-large' });
  expect(await log.heads('world')).toEqual([1]);
  expect(await append(log, newRecords(1_000))).toHaveLength(1_000);
}

async function returnsOldPosition(log: EventLog): Promise<void> {
  const record = newRecord({ a: 1, b: 2 });
  const [first] = await append(log, [record]);
  const again = { ...record, data: { b: 2, a: 1 }, traceparent: '00-ab-cd-01' };
  expect(await append(log, [again])).toEqual([{ ...first, repeated: true }]);
  expect(await log.heads('world')).toEqual([2]);
}

async function storesOnceWithinBatch(log: EventLog): Promise<void> {
  const [one, two] = [newRecord(1), newRecord(2)];
  const answers = await append(log, [one, two, one]);
  expect(answers.map(({ position, repeated }) => [position.offset, repeated])).toEqual([
    [1, false],
    [2, false],
    [1, true],
  ]);
  const torn = append(log, [newRecord(), one, { ...one, data: 'other' }]);
  await expect(torn).rejects.toMatchObject({ code: 'id-conflict' });
  expect(await log.heads('world')).toEqual([3]);
}

async function storesOnceAmongCallers(log: EventLog): Promise<void> {
  const record = newRecord();
  const answers = await Promise.all(Array.from({ length: 20 }, () => append(log, [record, newRecord()])));
  const firsts = answers.map(([answer]) => answer);
  expect(new Set(firsts.map((answer) => answer?.position.offset)).size).toBe(1);
  expect(firsts.filter((answer) => answer?.repeated === false)).toHaveLength(1);
  expect(await log.heads('world')).toEqual([22]);
}

async function storesTheNewOnes(log: EventLog): Promise<void> {
  const [known, fresh, late] = [newRecord(1), newRecord(2), newRecord(3)];
  await append(log, [known]);
  const answers = await append(log, [fresh, known, late]);
  expect(answers.map(({ position, repeated }) => [position.offset, repeated])).toEqual([
    [2, false],
    [1, true],
    [3, false],
  ]);
}

async function refusesOtherContent(log: EventLog): Promise<void> {
  const record = newRecord({ a: 1 });
  await append(log, [record], 'k');
  const others: readonly [NewRecord, string][] = [
    [{ ...record, data: { a: 2 } }, 'k'],
    [{ ...record, type: 'casus.test.other.v1' }, 'k'],
    [record, 'l'],
  ];
  for (const [other, key] of others) {
    const appending = append(log, [newRecord(), other, newRecord()], key);
    await expect(appending).rejects.toMatchObject({ code: 'id-conflict', retryable: false });
  }
  expect(await log.heads('world')).toEqual([2]);
}

async function sparesNeighbours(log: EventLog): Promise<void> {
  const record = newRecord('known');
  await append(log, [record]);
  const calls = Array.from({ length: 20 }, (_, call) =>
    call % 4 === 2 ? [newRecord(), { ...record, data: 'other' }] : newRecords(2),
  );
  const results = await Promise.allSettled(calls.map((records) => append(log, records)));
  expect(results.map(({ status }) => status)).toEqual(
    calls.map((_, call) => (call % 4 === 2 ? 'rejected' : 'fulfilled')),
  );
  const stored = new Set((await readAll(log, 'world', 0)).map(({ id }) => id));
  for (const [call, records] of calls.entries())
    expect(stored.has(records[0]?.id ?? '')).toBe(call % 4 !== 2);
  expect(await log.heads('world')).toEqual([32]);
}

async function keepsTopicsApart(log: EventLog): Promise<void> {
  const record = newRecord('one');
  await append(log, [record]);
  const other = { ...record, data: 'two' };
  const [answer] = await log.append({ topic: 'questions', key: 'k', records: [other] });
  expect(answer?.repeated).toBe(false);
}
