import { verdictText } from '@casus/domain/verdict';
import { expect, test, vi } from 'vitest';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { glance } from '../evaluate.ts';
import { describe } from '../english/index.ts';
import { reachOf } from '../language/reach.ts';
import { nodesOf } from '../language/walk.ts';
import { evidenceOf } from '../testing/evidence.ts';
import type { WorldDraft } from '../testing/evidence.ts';
import { madeEvents } from '../testing/made-events.ts';
import type { Random } from '../testing/made-events.ts';
import { parseText, printAsked } from '../text/index.ts';
import { realQuestions } from './index.ts';

vi.setConfig({ testTimeout: 120_000 });

const coverage = [{ source: 'desk' }];

function questionOf(text: string): ClaimQuestion {
  const parsed = parseText(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusals));
  const { kind, claim } = parsed;
  return { kind, claim, coverage } as ClaimQuestion;
}

const sayable = realQuestions.flatMap(({ id, text, coding }) =>
  text === null ? [] : [{ id, text, coding }],
);

test('of 85 real questions all but one can be said', () => {
  expect(realQuestions).toHaveLength(85);
  expect(new Set(realQuestions.map(({ id }) => id)).size).toBe(85);
  expect(realQuestions.filter(({ text }) => text === null).map(({ id }) => id)).toEqual(['INFER 1564']);
});

test.each(sayable)('$id is read, printed, read again, and told in English', ({ text }) => {
  const { kind, claim } = questionOf(text);
  expect(parseText(printAsked(claim), kind)).toMatchObject({ ok: true, claim });
  expect(describe(claim)).not.toMatch(/undefined|NaN|null|Infinity/);
  const { from, to } = reachOf(claim);
  expect(Number.isFinite(from) && Number.isFinite(to)).toBe(true);
});

/** Numbers from 0 to 1 in a fixed course (Park and Miller 1988). */
function course(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Whether a claim can come to nothing. */
function canBeVoid({ claim }: ClaimQuestion): boolean {
  return nodesOf(claim).some(
    ({ node }) =>
      node.op === 'given' || (node.op === 'for' && node.each === 'first' && node.onEmpty === undefined),
  );
}

/** Values that a question takes on made events: all read, one of them unconfirmed, or nothing read from there on. */
function valuesTaken(question: ClaimQuestion, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const { from, to } = reachOf(question.claim);
  const through = to + 1;
  const found = new Set<string>();
  const random = course(20_250_806);
  const look = (world: WorldDraft): string => {
    const text = verdictText(glance(question, evidenceOf({ ...world, logTime: through * 1000 })).value);
    found.add(text.startsWith('"') ? (text.includes('not before') ? 'false' : 'true') : text);
    return text;
  };
  for (let tries = 0; tries < 400 && ![...wanted].every((each) => found.has(each)); tries += 1) {
    const events = madeEvents(question.claim, random);
    look({ events, through });
    look({ events, through: from });
    const doubted = Math.floor(random() * events.length);
    look({
      events: events.map((each, index) => (index === doubted ? { ...each, status: 'possible' } : each)),
      through,
    });
  }
  return found;
}

test.each(sayable.filter(({ coding }) => coding !== 'C'))('$id takes every value that it can', ({ text }) => {
  const question = questionOf(text);
  const wanted = new Set([
    'true',
    'false',
    'open',
    'indeterminate',
    ...(canBeVoid(question) ? ['void'] : []),
  ]);
  const found = valuesTaken(question, wanted);
  expect([...wanted].filter((each) => !found.has(each))).toEqual([]);
});
