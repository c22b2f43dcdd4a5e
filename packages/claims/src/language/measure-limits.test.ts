import { expect, test } from 'vitest';
import { compileMeasure } from './compile-claim.ts';

const window = { op: 'between', from: '2025-01-01', until: '2025-02-01', zone: 'UTC' };
const strikes = { op: 'match', type: 'strike' };
const bound = { ...strikes, actor: { var: 'who' } };
const starts = { op: 'starts', event: bound, quiet: '1d' };
const truce = { op: 'hold', openings: [{ event: strikes, lapse: '30d' }], endings: [] };
const range = { min: 0, max: 9 };

function refusals(draft: unknown): readonly string[] {
  const compiled = compileMeasure(draft);
  return compiled.ok ? [] : compiled.refusals.map(({ path, message }) => `${path} ${message}`);
}

test.each([
  [{ op: 'distinct', event: bound, var: 'who', window }],
  [{ op: 'sum', event: strikes, attribute: 'deaths', range, window }],
  [{ op: 'maxWindow', event: starts, window, span: '7d' }],
  [{ op: 'maxRun', fluent: truce, window, measuredTo: '2025-03-01' }],
])('a measure compiles: %j', (draft) => {
  expect(refusals(draft)).toEqual([]);
});

test.each([
  [{ op: 'distinct', event: bound, var: 'woh', window }, /^\/var .*\(who\); got woh, did you mean who\?$/],
  [{ op: 'distinct', event: strikes, var: 'who', window }, /^\/var .*none does/],
  [{ op: 'distinct', event: starts, var: 'who', window }, /^\/event expected events: starts are instants/],
  [{ op: 'sum', event: starts, attribute: 'deaths', range, window }, /^\/event /],
  [{ op: 'sum', event: strikes, attribute: 'deaths', range: { min: 2, max: 1 }, window }, /^\/range /],
  [{ op: 'maxWindow', event: strikes, window, span: '4000d' }, /^\/span expected at most 10 years/],
  [{ op: 'maxRun', fluent: truce, window, measuredTo: '2024-12-01' }, /^\/measuredTo /],
  [{ op: 'maxRun', fluent: truce, window, measuredTo: '2036-01-01' }, /^\/measuredTo .*10 years/],
  [
    { op: 'length', fluent: { ...truce, openings: [{ event: strikes, lapse: '4000d' }] }, window },
    /^\/fluent\/openings\/0\/lapse expected at most 10 years/,
  ],
])('what a measure cannot mean is refused where it stands: %j', (draft, expected) => {
  expect(refusals(draft).join('\n')).toMatch(expected);
});

test('a cut without a zone of its own is that of the window', () => {
  const compiled = compileMeasure({
    op: 'maxRun',
    fluent: truce,
    window: { ...window, zone: 'America/New_York' },
    measuredTo: '2025-03-01',
  });
  expect(compiled).toMatchObject({
    ok: true,
    claim: { measuredTo: Date.parse('2025-03-01T05:00:00Z') / 1000 },
  });
});
