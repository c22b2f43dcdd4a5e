import { expect, test } from 'vitest';
import { actors, sources, startingTypes } from '../registers/index.ts';
import { reportIdOf } from '../identity.ts';
import { normaliseActor, prepareReport, registerOf, reportInput, revisionOf } from './index.ts';

const register = registerOf({ types: startingTypes(), actors, sources });

const meeting = {
  source: 'press',
  ref: 'r-1',
  type: 'meeting.held',
  participants: ['Steve Witkoff', 'Vladimir Putin'],
  occurred: { from: '2025-08-06', precision: 'day' },
};

const prepared = (fields: object): ReturnType<typeof prepareReport> =>
  prepareReport(reportInput.parse({ ...meeting, ...fields }), register);

const problems = (fields: object): unknown => {
  const result = prepared(fields);
  return result.ok ? [] : result.problems.map(({ field }) => field);
};

test('names become the ids of the register, whatever their case, aliases and stray spaces', () => {
  const result = prepared({ participants: ['steven\u00a0witkoff ', 'Vladimir Putin'] });
  expect(result.ok && result.content.participants).toEqual(['Steve Witkoff', 'Vladimir Putin']);
  expect(normaliseActor(register, 'United States\u00a0')).toBe('USA');
  expect(normaliseActor(register, ' Citizen  (Algeria)\u00a0')).toBe('Citizen (Algeria)');
});

test('a report named by source and ref is named by its id in the record', () => {
  const attributes = { of: { source: 'white-house', ref: 'ut-040' } };
  const result = prepared({ type: 'meeting.cancelled', attributes });
  expect(result.ok && result.content.attributes['of']).toBe(reportIdOf('white-house', 'ut-040'));
});

test('a code stands for its type, and one that nothing maps keeps its own name', () => {
  const { type: _, participants: __, ...directed } = meeting;
  const coded = { ...directed, code: { scheme: 'CAMEO', code: '163' }, actor: 'USA', target: 'RUS' };
  const result = prepareReport(reportInput.parse(coded), register);
  expect(result.ok && result.content.type).toBe('sanction.imposed');
  const unknown = { ...coded, code: { scheme: 'CAMEO', code: '173' } };
  const kept = prepareReport(reportInput.parse(unknown), register);
  expect(kept.ok && kept.content.type).toBe('cameo.173');
});

test.each([
  ['an unknown source', { source: 'nobody' }, ['source']],
  ['one participant', { participants: ['USA'] }, ['participants']],
  ['the same participant twice', { participants: ['USA', 'USA'] }, ['participants']],
  ['participants of a directed type', { type: 'sanction.imposed' }, ['participants']],
  ['an unknown attribute', { attributes: { colour: 'red' } }, ['attributes.colour']],
  ['a number out of range', { attributes: { durationMinutes: -1 } }, ['attributes.durationMinutes']],
  ['a day that is none', { occurred: { from: '2025-02-30', precision: 'day' } }, ['occurred']],
  ['an unknown zone', { occurred: { ...meeting.occurred, zone: 'Mars/Olympus' } }, ['occurred.zone']],
  ['a type and a code', { code: { scheme: 'CAMEO', code: '163' } }, ['code']],
])('%s is refused by its field', (_name, fields, expected) => {
  expect(problems(fields)).toEqual(expected);
});

test('A, B, A again are three revisions, and the same again is the same record', () => {
  const a = prepared({});
  const b = prepared({ attributes: { place: 'Moscow' } });
  if (!a.ok || !b.ok) throw new Error('both are good reports');
  const first = revisionOf(a.reportId, a.content, {});
  const again = revisionOf(a.reportId, a.content, { last: { revision: 0, content: a.content } });
  const second = revisionOf(a.reportId, b.content, { last: { revision: 0, content: a.content } });
  const third = revisionOf(a.reportId, a.content, { last: { revision: 1, content: b.content } });
  expect(again).toEqual(first);
  expect([first, second, third].map(({ revision }) => revision)).toEqual([0, 1, 2]);
  expect(new Set([first, second, third].map(({ recordId }) => recordId)).size).toBe(3);
});

test("a source's own revision counts before ours", () => {
  const a = prepared({});
  if (!a.ok) throw new Error('a good report');
  expect(revisionOf(a.reportId, a.content, { own: 7 }).revision).toBe(7);
});
