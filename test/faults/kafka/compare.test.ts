import { randomUUID } from 'node:crypto';
import type { Json, LogRecord } from '@casus/log';
import { expect, test } from 'vitest';
import { compareAcknowledged, gapsIn } from './compare.ts';
import { asDelivered } from './stored-log.ts';

const at = (offset: number) => ({ topic: 'world', partition: 0, offset }) as const;

function report(key: string, offset: number, id = `${key}-id`): LogRecord {
  const type = 'casus.world.report-filed.v1';
  return { id, type, data: {}, key, recordedAt: offset, position: at(offset) };
}

function prediction(probability: number, offset: number): LogRecord {
  const data: Json = { value: { probability } };
  return { ...report('q', offset, randomUUID()), type: 'casus.questions.prediction-made.v1', data };
}

const compared = (records: readonly LogRecord[]) =>
  compareAcknowledged(asDelivered(new Map([['world/0', records]])), acknowledged);

const acknowledged = new Map([
  ['a', 'world/0@0'],
  ['q 0.25', 'world/0@1'],
]);

test.each([
  ['all is well', [report('a', 0), prediction(0.25, 1)], { lost: 0, doubled: 0 }],
  ['a report that is not there is lost', [prediction(0.25, 1)], { lost: 1, doubled: 0 }],
  ['a prediction that is not there is lost', [report('a', 0), prediction(0.26, 1)], { lost: 1, doubled: 0 }],
  ['one at another position is lost', [report('b', 0), prediction(0.25, 1), report('a', 2)], { lost: 1 }],
  [
    'one stored twice under its id is delivered once',
    [report('a', 0), prediction(0.25, 1), report('a', 2)],
    { lost: 0, doubled: 0 },
  ],
  [
    'one under two ids is doubled',
    [report('a', 0), prediction(0.25, 1), report('a', 2, 'other')],
    { lost: 0, doubled: 1 },
  ],
  [
    'one that nobody acknowledged may be there',
    [report('a', 0), prediction(0.25, 1), report('c', 2)],
    { lost: 0, doubled: 0 },
  ],
])('%s', (_rule, records, found) => {
  expect(compared(records)).toMatchObject({ ...found, wrong: 0 });
});

test('log time is the highest stamp so far, also of repeats', () => {
  const stamps = [5, 9, 7].map((recordedAt, offset) => ({ ...report('a', offset), recordedAt }));
  const later = { ...report('b', 3), recordedAt: 6 };
  const { delivered } = asDelivered(new Map([['world/0', [...stamps, later]]]));
  expect(delivered.map(({ logTime }) => logTime)).toEqual([5, 9]);
});

test('a gap is told', () => {
  expect(gapsIn(asDelivered(new Map([['world/0', [report('a', 0), report('b', 2)]]])))).toEqual([
    'world/0 has a gap at offset 1',
  ]);
});
