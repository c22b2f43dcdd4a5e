import { prepareReport, registerOf, reportInput } from '@casus/domain/intake';
import type { PreparedReport } from '@casus/domain/intake';
import { memoryRows } from '@casus/domain/memory-rows';
import { worldRecord } from '@casus/domain/records';
import { actors, registerRecords, sources, startingTypes } from '@casus/domain/registers';
import { events, foldWorld } from '@casus/domain/world';
import type { EventRow } from '@casus/domain/world';
import { recordIdOf } from '@casus/domain/identity';
import { expect, test } from 'vitest';
import { icewsRow, readIcewsRow } from './icews.ts';

const register = registerOf({ types: startingTypes(), actors, sources });

type Fields = Partial<Record<keyof ReturnType<typeof icewsRow.parse>, string | null>>;

const row = (fields: Fields = {}) =>
  icewsRow.parse({
    id: 'icews18-1',
    source: 'icews18',
    source_id: '0:0:0:1',
    occurred_on: '2018-04-06',
    cameo_code: '163',
    event_text: 'Impose embargo, boycott, or sanctions',
    source_actor: 'United States',
    target_actor: 'Russia',
    ...fields,
  });

type Good = Extract<PreparedReport, { ok: true }>;

/** The report as it is recorded. */
function recorded(fields: Fields = {}): Good {
  // what the reader makes passes what any sender's report has to pass
  const prepared = prepareReport(reportInput.parse(readIcewsRow(row(fields), register)), register);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.problems));
  return prepared;
}

/** The events that the world makes of rows, in order. */
function eventsOf(rows: readonly Fields[]): readonly EventRow[] {
  const world = memoryRows();
  const records = [
    ...registerRecords().map(({ id, key, record }) => ({ key, ...worldRecord(id, record) })),
    ...rows.map((fields, index) => {
      const { id = `icews18-${index}` } = fields;
      const { reportId, content } = recorded({ ...fields, id });
      const data = { reportId, source: 'icews18', ref: id ?? '', revision: 0, content };
      return { key: reportId, ...worldRecord(recordIdOf(reportId, 0), { name: 'report-filed', data }) };
    }),
  ];
  for (const [offset, record] of records.entries()) {
    const position = { topic: 'world', partition: 0, offset } as const;
    foldWorld(world, { ...record, position, logTime: Date.parse('2018-07-01T00:00:00Z') });
  }
  return [...world.all(events).values()];
}

test('a directed code gives its type, actor and target, on the day in UTC', () => {
  expect(recorded().content).toMatchObject({
    stance: 'asserts',
    type: 'sanction.imposed',
    actor: 'USA',
    target: 'RUS',
    occurred: { from: '2018-04-06', precision: 'day', zone: 'UTC' },
  });
});

test.each(['040', '042', '043', '046', '041'])('mirror rows of code %s are one event', (code) => {
  const mirror = code === '042' ? '043' : code;
  const both = [
    { cameo_code: code, source_actor: 'Boris Johnson', target_actor: 'Russia' },
    { cameo_code: mirror, source_actor: 'Russia', target_actor: 'Boris Johnson' },
  ];
  const [meeting, ...others] = eventsOf(both);
  expect(others).toEqual([]);
  expect(meeting).toMatchObject({ participants: ['Boris Johnson', 'RUS'], symmetric: true });
  expect(meeting?.reports).toHaveLength(2);
});

test('the same act both ways is two events where the type is directed', () => {
  const rows = [{}, { source_actor: 'Russia', target_actor: 'United States' }];
  expect(eventsOf(rows)).toHaveLength(2);
});

test('an echo on a later day is an event of its own: no reader guesses that it is the same', () => {
  const days = ['2018-04-06', '2018-04-07', '2018-04-29'];
  expect(eventsOf(days.map((occurred_on) => ({ occurred_on })))).toHaveLength(3);
});

test('a code with the wrong sign is taken as it stands', () => {
  const fields = { cameo_code: '085', occurred_on: '2018-05-08', target_actor: 'Iran' };
  expect(recorded(fields).content).toMatchObject({ type: 'sanction.lifted', target: 'IRN' });
});

test('names that differ by stray spaces are one actor', () => {
  const names = ['Xinjiang\u00a0Uyghur', 'Xinjiang Uyghur\u00a0', ' Xinjiang  Uyghur'];
  const targets = names.map((target_actor) => recorded({ target_actor }).content.target);
  expect(new Set(targets)).toEqual(new Set(['Xinjiang Uyghur']));
});

test('an actor that nobody knows stays null', () => {
  expect(recorded({ source_actor: null }).content).toMatchObject({ actor: null, target: 'RUS' });
  expect(recorded({ target_actor: null }).content).toMatchObject({ actor: 'USA', target: null });
});

test.each([
  ['nobody knows who', { source_actor: null }],
  ['one meets itself', { source_actor: 'Russia' }],
  ['one meets itself under two names', { source_actor: 'Russia\u00a0' }],
])('a meeting of which %s is kept as unclassified, and makes no event', (_, fields) => {
  const meeting = { cameo_code: '040', ...fields };
  expect(recorded(meeting).content).toMatchObject({ type: 'cameo.040', target: 'RUS' });
  expect(eventsOf([meeting])).toEqual([]);
});

test('a code that the taxonomy does not map keeps its own name', () => {
  expect(recorded({ cameo_code: '112' }).content.type).toBe('cameo.112');
});

test('a tariff has no code: it stays under the sanction it is coded as', () => {
  const fields = { source_actor: 'United States', target_actor: 'China', occurred_on: '2018-03-22' };
  expect(recorded(fields).content).toMatchObject({ type: 'sanction.imposed', attributes: {} });
});

test('the row id names the report: the same row again is the same report', () => {
  expect(recorded().reportId).toBe(recorded({ event_text: 'other words' }).reportId);
  expect(recorded().reportId).not.toBe(recorded({ id: 'icews18-2' }).reportId);
});

test.each([
  ['a code that is none', { cameo_code: '16x' }, 'cameo_code'],
  ['a day that is none', { occurred_on: '2018-02-30' }, 'occurred_on'],
  ['an empty name', { source_actor: '' }, 'source_actor'],
])('%s is refused by its field', (_, fields, field) => {
  expect(() => row(fields)).toThrow(field);
});
