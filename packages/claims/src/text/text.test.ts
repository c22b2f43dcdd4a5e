import { expect, test } from 'vitest';
import { ceasefireClaim, sanctionsClaim, summitClaim, tariffClaim } from '../corpus/demonstration.ts';
import { compileClaim } from '../language/compile-claim.ts';
import type { TextRefusal } from './index.ts';
import { parseText, printAsked } from './index.ts';

const january = 'from 2025-01-01 until 2025-02-01 in America/New_York';

function refusal(text: string): TextRefusal | undefined {
  const parsed = parseText(text);
  return parsed.ok ? undefined : parsed.refusals[0];
}

/** A text that is printed as it is written. */
function stays(text: string): string {
  const parsed = parseText(text);
  return parsed.ok ? printAsked(parsed.claim) : JSON.stringify(parsed.refusals);
}

test.each([
  `some meeting.held among {"Donald Trump", "Steve Witkoff"} & "Vladimir Putin" ${january}`,
  `no starts(sanction.imposed by USA on RUS with programme = "RUSSIA-EO14024", 14d) ${january}`,
  `count days(strike by not RUS told by {press, un}, ${january}) > 3`,
  `count(strike with place = ?v after strike with place = ?v more than 0s at most 2d, ${january}) >= 2`,
  `distinct ?who(strike by ?who, ${january}) >= 3`,
  `sum deaths[0 .. 100](strike, ${january}) < 50`,
  `maxWindow(strike, 7d, ${january}) <= 2`,
  `time(first(strike, ${january}), ${january}) < 2025-01-08T05:00:00Z`,
  `count(strike, ${january}) > 2 * count(raid, ${january}) - 1`,
  `length(quiet(strike), ${january}) >= 20d`,
  `(some strike ${january} or (not no raid ${january})) given some call.held ${january}`,
  `for all ?x of sanction.imposed by USA ${january} if none void holds (no talks.suspended beyond 1d within 7d after ?x)`,
  `begins(hold(opened by truce lapse 30d, deal until due + 1d longest 90d; ended by strike ends only), ${january})`,
  `option "a deal" if some deal ${january};\nelse "none"`,
])('%s', (text) => {
  expect(stays(text)).toBe(text);
});

test('the questions of the demonstration survive being printed', () => {
  const reading = { sanctions: 'eo14024', talks: 'top', mode: 'episode', cancellation: 'named' } as const;
  for (const draft of [sanctionsClaim(reading), ceasefireClaim, tariffClaim, summitClaim]) {
    const compiled = compileClaim(draft);
    if (!compiled.ok) throw new Error('refused');
    expect(parseText(printAsked(compiled.claim))).toMatchObject({ ok: true, claim: compiled.claim });
  }
});

test('a text that cannot be read is refused with its line, column and the nearest word', () => {
  expect(refusal(`some strike\n  whle quiet(raid) ties inside ${january}`)).toMatchObject({
    line: 2,
    column: 3,
    message: expect.stringMatching(/^expected .*"?while"?.*; got whle, did you mean while\?$/) as unknown,
  });
  expect(refusal('')).toMatchObject({ line: 1, column: 1 });
});

test('what means nothing is refused where its term begins', () => {
  const found = refusal(`some strike ${january} and\n  some strike from 2025-02-01 until 2025-01-01 in UTC`);
  expect(found).toMatchObject({ line: 2, column: 15, path: '/of/1/measure/window' });
  expect(found?.message).toMatch(/ends after it begins/);
});

test('what is too deep to be read is refused', () => {
  const deep = `${'('.repeat(100)}some strike ${january}${')'.repeat(100)}`;
  expect(refusal(deep)?.message).toMatch(/brackets at most 60 deep/);
  expect(refusal(`${'not '.repeat(100)}some strike ${january}`)?.message).toMatch(/60 deep/);
});

test('a named state, a window since opening, and dates of the window’s zone', () => {
  const fluents = new Map([
    [
      'talks',
      { op: 'hold', openings: [{ event: { op: 'match', type: 'call.held' }, lapse: '30d' }], endings: [] },
    ],
  ]);
  const opensAt = Date.parse('2025-01-03T00:00:00Z') / 1000;
  const text = 'length(state talks, from opening through 2025-01-31 in America/New_York) > 7d';
  expect(parseText(text, undefined, { fluents, opensAt })).toMatchObject({
    ok: true,
    kind: 'binary',
    claim: {
      measure: {
        fluent: { openings: [{ lapse: 30 * 86_400 }] },
        window: { from: opensAt, until: Date.parse('2025-02-01T05:00:00Z') / 1000 },
      },
      value: 7 * 86_400,
    },
  });
  const refused = parseText('length(state talk, from 2025-01-01 until 2025-02-01 in UTC) > 7d', 'binary', {
    fluents,
  });
  expect(refused).toMatchObject({
    refusals: [{ message: expect.stringContaining('did you mean talks?') as unknown }],
  });
});

test('a word that only begins like a valid one is taken whole', () => {
  expect(refusal(`some meeting.held amongst USA & RUS ${january}`)).toMatchObject({
    column: 19,
    message: expect.stringContaining('got amongst, did you mean among?') as unknown,
  });
});
