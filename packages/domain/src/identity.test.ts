import { expect, test } from 'vitest';
import { eventIdOf, recordIdOf, reportIdOf, writeIdOf } from './identity.ts';

test('a report is the same wherever it is read', () => {
  expect(reportIdOf('press', 'ut-001')).toBe(reportIdOf('press', 'ut-001'));
  expect(reportIdOf('press', 'ut-001')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/u);
});

test('source and ref are told apart, as are principal, route and key', () => {
  const ids = [
    reportIdOf('a', 'b:c'),
    reportIdOf('a:b', 'c'),
    writeIdOf('a', 'b', 'c'),
    writeIdOf('a', 'bc', ''),
    eventIdOf('a'),
  ];
  expect(new Set(ids).size).toBe(5);
});

test('each revision of a report is a record of its own', () => {
  const report = reportIdOf('press', 'ut-001');
  expect(recordIdOf(report, 1)).toBe(recordIdOf(report, 1));
  expect(recordIdOf(report, 2)).not.toBe(recordIdOf(report, 1));
});
