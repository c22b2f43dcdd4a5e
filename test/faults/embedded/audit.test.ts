import type { LogRecord } from '@casus/log';
import { expect, test } from 'vitest';
import { compareAcknowledged } from './audit.ts';

const filed = (key: string, offset: number): LogRecord => ({
  id: `${key}-${offset}`,
  type: 'casus.world.report-filed.v1',
  data: {},
  key,
  recordedAt: 0,
  position: { topic: 'world', partition: 0, offset },
});

const acknowledged = new Map([
  ['a', 'world/0@1'],
  ['b', 'world/0@2'],
]);

test.each([
  ['all is well', [filed('a', 1), filed('b', 2)], { lost: 0, doubled: 0 }],
  ['a report that is not there is lost', [filed('a', 1)], { lost: 1, doubled: 0 }],
  ['a report at another position is lost', [filed('a', 1), filed('b', 3)], { lost: 1, doubled: 0 }],
  [
    'a report that stands twice is doubled',
    [filed('a', 1), filed('b', 2), filed('b', 3)],
    { lost: 0, doubled: 1 },
  ],
  [
    'one that nobody acknowledged may be there',
    [filed('a', 1), filed('b', 2), filed('c', 3)],
    { lost: 0, doubled: 0 },
  ],
  [
    'nor may it be doubled',
    [filed('a', 1), filed('b', 2), filed('c', 3), filed('c', 4)],
    { lost: 0, doubled: 1 },
  ],
])('%s', (_rule, records, found) => {
  expect(compareAcknowledged(records, acknowledged)).toMatchObject({ ...found, wrong: 0 });
});
