import { expect, test } from 'vitest';
import { dayNumber, dayText, isZone, localDay, secondOf, startOfDay } from './zone.ts';

const day = (text: string): number => dayNumber(text) ?? Number.NaN;
const iso = (second: number): string => new Date(second * 1000).toISOString().replace('.000Z', 'Z');

test.each([
  ['a summer day in New York', '2025-08-06', 'America/New_York', '2025-08-06T04:00:00Z'],
  ['a winter day in New York', '2025-01-20', 'America/New_York', '2025-01-20T05:00:00Z'],
  ['the day on which New York goes to summer time', '2025-03-09', 'America/New_York', '2025-03-09T05:00:00Z'],
  ['the day after it', '2025-03-10', 'America/New_York', '2025-03-10T04:00:00Z'],
  ['the day on which it goes back', '2025-11-02', 'America/New_York', '2025-11-02T04:00:00Z'],
  ['Moscow', '2025-08-06', 'Europe/Moscow', '2025-08-05T21:00:00Z'],
  ['a zone with half an hour', '2025-08-06', 'Asia/Kolkata', '2025-08-05T18:30:00Z'],
  [
    'a day that begins at 01:00 because clocks skip midnight',
    '2018-11-04',
    'America/Sao_Paulo',
    '2018-11-04T03:00:00Z',
  ],
  ['a day whose eve has 25 hours', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00Z'],
  ['a day that an island skipped starts with the next', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
])('%s starts at its first second', (_, text, zone, start) => {
  expect(iso(startOfDay(day(text), zone))).toBe(start);
});

test('a second before a day starts is the day before', () => {
  const start = startOfDay(day('2025-03-09'), 'America/New_York');
  expect([start - 1, start].map((second) => dayText(localDay(second, 'America/New_York')))).toEqual([
    '2025-03-08',
    '2025-03-09',
  ]);
});

test.each(['2025-02-29', '2025-13-01', '2025-8-6', 'yesterday', ''])('%s is no day', (text) => {
  expect(dayNumber(text)).toBeUndefined();
});

test.each([
  ['2025-08-27T04:01:00Z', 1_756_267_260],
  ['2025-08-27T00:01-04:00', 1_756_267_260],
  ['2025-08-27T04:01:00.900Z', 1_756_267_260],
  ['2025-08-27T04:01:00', undefined],
  ['2025-08-27', undefined],
  ['2025-02-40T04:01:00Z', undefined],
])('the instant %s is second %s', (text, second) => expect(secondOf(text)).toBe(second));

test('a zone is known by its IANA name', () => {
  expect([isZone('Europe/Brussels'), isZone('Mars/Olympus')]).toEqual([true, false]);
});
