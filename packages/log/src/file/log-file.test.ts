import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { exportHistory, historyHash } from '../history.ts';
import { memoryLog } from '../memory/memory-log.ts';
import type { EventLog, LogRecord } from '../port.ts';
import { besideIn, checkLogFile, historyIn, readHeader } from './read-log-file.ts';
import { logFileLines, movableHistory } from './write-log-file.ts';

const partitions = { world: 1, questions: 2 };
const beside = [{ beside: 'text', id: 'a', content: 'said\nso' }];

async function someLog(): Promise<EventLog> {
  const log = memoryLog({ partitions, clock: Date.now });
  for (let key = 0; key < 12; key += 1)
    for (const topic of ['world', 'questions'] as const) {
      const record = { id: randomUUID(), type: 'casus.test.recorded.v1', data: { key, text: 'Київ\n' } };
      await log.append({ topic, key: `key-${key}`, records: [{ ...record, traceparent: '00-ab-cd-01' }] });
    }
  return log;
}

async function fileOf(log: EventLog): Promise<string[]> {
  const lines = logFileLines({ partitions, records: movableHistory(log), beside });
  return (await Array.fromAsync(lines)).map((line) => line.slice(0, -1));
}

/** Lines as a file gives them. */
const opened = (lines: readonly string[]) =>
  async function* () {
    yield* lines;
  };

test('a log written and read is the same log in another one', async () => {
  const log = await someLog();
  const open = opened(await fileOf(log));
  const file = await checkLogFile(open);
  const other = memoryLog({ partitions, clock: Date.now });
  await other.importHistory(historyIn(open, file));
  const [own, moved] = [await exportHistory(log), await exportHistory(other)];
  expect(moved.filter(({ record }) => record.type !== 'casus.log.imported.v1')).toEqual(own);
  expect(file).toEqual({ partitions, records: 24, hash: historyHash(own), besides: 1 });
  expect(await readHeader(open)).toEqual(partitions);
  expect(await Array.fromAsync(besideIn(open))).toEqual(beside);
});

test('a record that the log repeats keeps its offset, as a record about the log', async () => {
  const log = await someLog();
  const [first] = await log.read('world', 0, 3, 1);
  const repeating: EventLog = Object.assign(Object.create(log) as EventLog, {
    repeatsIds: true,
    partitions,
    heads: (topic: 'world' | 'questions') => log.heads(topic),
    read: async (...args: Parameters<EventLog['read']>): Promise<readonly LogRecord[]> => {
      const records = await log.read(...args);
      return records.map((record) =>
        first && record.position.topic === 'world' && record.position.offset === 7
          ? { ...first, position: record.position }
          : record,
      );
    },
  });
  const open = opened(await fileOf(repeating));
  const other = memoryLog({ partitions, clock: Date.now });
  await other.importHistory(historyIn(open, await checkLogFile(open)));
  const [filler] = await other.read('world', 0, 7, 1);
  expect(filler).toMatchObject({ type: 'casus.log.repeated.v1', data: { id: first?.id } });
  expect(filler?.recordedAt).toBe(first?.recordedAt);
});

const broken: readonly (readonly [string, (lines: string[]) => void, string])[] = [
  ['no lines', (lines) => lines.splice(0), 'line 1: the file is empty'],
  ['another header', (lines) => lines.splice(0, 1, '{"casus":"key"}'), 'line 1: it is no header of an'],
  [
    'a later format',
    (lines) => edit(lines, 0, '"version":1', '"version":2'),
    'line 1: the format has version 2',
  ],
  [
    'no partitions',
    (lines) => edit(lines, 0, '"questions":2', '"questions":0'),
    'line 1: partitions do not say',
  ],
  ['a torn line', (lines) => lines.splice(4, 1, (lines[4] ?? '').slice(0, 40)), 'line 5: it is no JSON'],
  ['a list', (lines) => lines.splice(4, 1, '[]'), 'line 5: it is no JSON object'],
  ['a lost record', (lines) => lines.splice(4, 1), 'line 5: offset 5 of world/0 comes where 4 is due'],
  ['another topic', (lines) => edit(lines, 4, '"topic":"world"', '"topic":"w"'), 'line 5: topic is neither'],
  ['a broken offset', (lines) => edit(lines, 4, '"offset":4', '"offset":-4'), 'line 5: offset is no whole'],
  [
    'a broken stamp',
    (lines) => edit(lines, 4, '"stamp":', '"stamp":0.5,"was":'),
    'line 5: stamp is no whole',
  ],
  ['another id', (lines) => edit(lines, 4, '"id":"', '"id":"x'), 'line 5: id is "x'],
  ['broken bytes', (lines) => edit(lines, 4, '\\"key\\":', '\\"kex\\": '), 'line 5: bytes are not as a log'],
  ['no bytes', (lines) => edit(lines, 4, '"bytes"', '"bits"'), 'line 5: bytes are missing'],
  ['no record', (lines) => edit(lines, 4, '"bytes":"{', '"bytes":"['), 'line 5: bytes are no record'],
  [
    'a record elsewhere',
    (lines) => edit(lines, 13, '"partition":0', '"partition":1'),
    'does not belong into partition 1 of questions',
  ],
  ['another stamp', (lines) => edit(lines, 4, '"stamp":1', '"stamp":2'), 'do not have the hash of the end'],
  ['another text', (lines) => edit(lines, -2, 'said', 'sold'), 'what goes along does not have the hash'],
  ['no end', (lines) => lines.splice(-1), 'line 26: the file is cut off'],
  ['more behind the end', (lines) => lines.push('{}'), 'line 28: something stands behind the end'],
  ['another count', (lines) => edit(lines, -1, '"records":24', '"records":23'), 'the end counts 23 records'],
];

function edit(lines: string[], at: number, from: string, to: string): void {
  const line = lines.at(at) ?? '';
  if (!line.includes(from)) throw new Error(`line ${at} has no ${from}`);
  lines.splice(at, 1, line.replace(from, to));
}

test.each(broken)('a file with %s is refused with line and reason', async (_, spoil, message) => {
  const lines = await fileOf(await someLog());
  spoil(lines);
  await expect(checkLogFile(opened(lines))).rejects.toThrow(message);
});

test('a record that comes twice is refused', async () => {
  const lines = await fileOf(await someLog());
  lines.splice(5, 1, (lines[4] ?? '').replace('"offset":4', '"offset":5'));
  await expect(checkLogFile(opened(lines))).rejects.toThrow(/line 6: record .* comes twice in world/u);
});
