import { expect, test } from 'vitest';
import type { Occurred } from '../records/reports.ts';
import { readDateAttribute, readOccurred } from './occurred.ts';

const iso = (second: number): string => new Date(second * 1000).toISOString().replace(':00.000Z', 'Z');
const ends = (value: ReturnType<typeof readDateAttribute>): readonly string[] | undefined =>
  typeof value === 'object' && 'ends' in value ? value.ends.map(iso) : undefined;

const NEW_YORK = 'America/New_York';

test.each<[string, Occurred, string | undefined, readonly [string, string, string | null]]>([
  [
    'a day in the source’s zone',
    { from: '2025-08-06', precision: 'day' },
    NEW_YORK,
    ['2025-08-06T04:00Z', '2025-08-07T04:00Z', '2025-08-06'],
  ],
  [
    'a day in the report’s own zone, before the source’s',
    { from: '2025-08-06', precision: 'day', zone: 'Europe/Moscow' },
    NEW_YORK,
    ['2025-08-05T21:00Z', '2025-08-06T21:00Z', '2025-08-06'],
  ],
  [
    'a day without a zone, anywhere on Earth',
    { from: '2025-08-06', precision: 'day' },
    undefined,
    ['2025-08-05T10:00Z', '2025-08-07T12:00Z', '2025-08-06'],
  ],
  [
    'an unknown zone, as none',
    { from: '2025-08-06', precision: 'day', zone: 'Mars/Olympus' },
    undefined,
    ['2025-08-05T10:00Z', '2025-08-07T12:00Z', '2025-08-06'],
  ],
  [
    'a minute, whose day is the date in the source’s zone',
    { from: '2025-08-27T03:01:00Z', precision: 'minute' },
    NEW_YORK,
    ['2025-08-27T03:01Z', '2025-08-27T03:02Z', '2025-08-26'],
  ],
  [
    'an hour without a zone, whose day is UTC’s',
    { from: '2025-08-27T03:00:00Z', precision: 'hour' },
    undefined,
    ['2025-08-27T03:00Z', '2025-08-27T04:00Z', '2025-08-27'],
  ],
  [
    'an hour across midnight, on no one day',
    { from: '2025-08-27T23:30:00Z', precision: 'hour' },
    undefined,
    ['2025-08-27T23:30Z', '2025-08-28T00:30Z', null],
  ],
  [
    'a month, on no one day',
    { from: '2025-11', precision: 'month' },
    NEW_YORK,
    ['2025-11-01T04:00Z', '2025-12-01T05:00Z', null],
  ],
  [
    'the last month of a year',
    { from: '2025-12', precision: 'month' },
    'UTC',
    ['2025-12-01T00:00Z', '2026-01-01T00:00Z', null],
  ],
  ['a year', { from: '2025', precision: 'year' }, 'UTC', ['2025-01-01T00:00Z', '2026-01-01T00:00Z', null]],
  [
    'a range of days, its end excluded',
    { from: '2025-08-06', to: '2025-08-09', precision: 'day' },
    'UTC',
    ['2025-08-06T00:00Z', '2025-08-09T00:00Z', null],
  ],
  [
    'a range without a zone',
    { from: '2025-08-06', to: '2025-08-07', precision: 'day' },
    undefined,
    ['2025-08-05T10:00Z', '2025-08-07T12:00Z', '2025-08-06'],
  ],
])('%s', (_, occurred, zone, [from, to, day]) => {
  const read = readOccurred(occurred, zone);
  expect(read && [iso(read.interval.from), iso(read.interval.to), read.day]).toEqual([from, to, day]);
});

test.each<Occurred>([
  { from: '2025-02-30', precision: 'day' },
  { from: '2025-08-06', precision: 'minute' },
  { from: '2025-08-06', to: '2025-08-06', precision: 'day' },
  { from: '2025', precision: 'month' },
  { from: '2025-08-06T10:00:00', precision: 'second' },
])('$from as a $precision is no date', (occurred) => {
  expect(readOccurred(occurred, 'UTC')).toBeUndefined();
});

test('a day as an end is its 24:00 in the zone', () => {
  expect(ends(readDateAttribute('2025-08-08', NEW_YORK))).toEqual(['2025-08-09T04:00Z']);
});

test('a range of days is one of their ends', () => {
  expect(ends(readDateAttribute({ from: '2025-08-07', to: '2025-08-10' }, NEW_YORK))).toEqual([
    '2025-08-08T04:00Z',
    '2025-08-09T04:00Z',
    '2025-08-10T04:00Z',
  ]);
});

test('an instant is itself', () => {
  expect(ends(readDateAttribute('2025-08-27T04:01:00Z', NEW_YORK))).toEqual(['2025-08-27T04:01Z']);
});

test('a day without a zone ends at one of 27 hours', () => {
  const hours = ends(readDateAttribute('2025-08-08')) ?? [];
  expect([hours.length, hours[0], hours.at(-1)]).toEqual([27, '2025-08-08T10:00Z', '2025-08-09T12:00Z']);
});

test.each([['soon'], [{ from: '2025-08-08', to: '2025-08-08' }], [{ from: '2025-01-01', to: '2027-01-01' }]])(
  '%o is no date',
  (written) => expect(readDateAttribute(written)).toBeUndefined(),
);
