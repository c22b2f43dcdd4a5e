import type { ClaimQuestion } from '@casus/claims';
import { isWithin } from '@casus/domain/evidence';
import type { AttributeValue, CoverageStretch, WorldEvent } from '@casus/domain/evidence';
import { longestDated, testsAttribute } from './completions.ts';
import type { Dice } from './dice.ts';
import { completionsOf } from './oracle.ts';
import { randomAsked } from './random-claims.ts';
import type { SmallCase } from './small-world.ts';
import { leafTypes, patternsIn, termsOf, typesOf } from './small-world.ts';

/** A claim with more terms is not made; see the bounds of the oracle. */
const mostTerms = 16;
/** What has been read to the last second has been read further than anything reaches. */
const farOff = 1_000_000_000;
/** Completions that the random cases are kept to, so that many of them can be gone through. */
const enough = 1500;

/** A random case within the oracle's bounds: what is not covered shrinks until all of it can be enumerated. */
export function randomCase(dice: Dice): SmallCase {
  const question = randomQuestion(dice);
  const vague = dice.chance(0.25);
  const events = randomEvents(dice, question, vague);
  const through = vague ? 9 : dice.between(4, 9);
  for (let to = through; to < 9; to += 1) {
    const small = { question, events, stretches: randomStretches(dice, question, to) };
    if (completionsOf(small) <= enough) return small;
  }
  return { question, events, stretches: stretchesThrough(question, 9) };
}

function randomQuestion(dice: Dice): ClaimQuestion {
  const coverage = dice.chance(0.7)
    ? [{ source: 'p' }]
    : [{ source: 'p' }, { source: 'q', types: [dice.pick(['meet', 'strike'])] }];
  for (;;) {
    const question: ClaimQuestion = { ...randomAsked(dice), coverage };
    if (termsOf(question.claim).length <= mostTerms) return question;
  }
}

function stretchesThrough({ coverage }: ClaimQuestion, to: number): readonly CoverageStretch[] {
  return coverage.map(({ source }, offset) => {
    const recordId = `c-${source}`;
    return { source, type: '*', from: -farOff, to: to >= 9 ? farOff : to, recordId, offset };
  });
}

/** Read up to a second, sometimes with a gap, sometimes one source less far than the other. */
function randomStretches(dice: Dice, question: ClaimQuestion, to: number): readonly CoverageStretch[] {
  return stretchesThrough(question, to).flatMap((each) => {
    const through = dice.chance(0.3) ? dice.between(to, 9) : to;
    const gap = dice.between(0, 8);
    const end = through >= 9 ? farOff : through;
    if (!dice.chance(0.15) || gap + 1 >= through) return [{ ...each, to: end }];
    return [
      { ...each, to: gap },
      { ...each, from: gap + 1, to: end, recordId: `${each.recordId}-2` },
    ];
  });
}

/** A vague world has more doubts, and nothing unread beside. */
function randomEvents(dice: Dice, question: ClaimQuestion, vague: boolean): readonly WorldEvent[] {
  const bare = { question, events: [], stretches: [] };
  const needs = { value: testsAttribute(bare), date: longestDated(bare) > 0 };
  const types = leafTypes.filter((type) =>
    patternsIn(question.claim).some((pattern) => typesOf(pattern).some((each) => isWithin(type, each))),
  );
  const budget = { doubts: 3 };
  const events: WorldEvent[] = [];
  const count = dice.between(vague ? 2 : 0, 5);
  for (let index = 0; index < count; index += 1) {
    events.push(randomEvent(dice, { index, needs, budget, vague, types, before: events }));
  }
  return events;
}

interface Making {
  readonly index: number;
  readonly needs: { readonly value: boolean; readonly date: boolean };
  readonly budget: { doubts: number };
  readonly vague: boolean;
  /** Types that the claim speaks of. */
  readonly types: readonly (typeof leafTypes)[number][];
  readonly before: readonly WorldEvent[];
}

/** True for as long as doubts are left, now and then. */
function doubtful(dice: Dice, { budget, vague }: Making, probability: number): boolean {
  if (budget.doubts === 0 || !dice.chance(vague ? 2 * probability : probability)) return false;
  budget.doubts -= 1;
  return true;
}

function randomEvent(dice: Dice, making: Making): WorldEvent {
  const [first, ...others] = making.types;
  const type =
    first === undefined || dice.chance(0.15) ? dice.pick(leafTypes) : dice.pick([first, ...others]);
  const from = instantBeside(dice, making);
  const length = doubtful(dice, making, 0.3) ? dice.between(2, 3) : 1;
  const id = `e${making.index}`;
  const meets = type.startsWith('meet');
  const source = dice.pick(['p', 'p', 'q']);
  const named = dice.chance(0.4) ? making.before[dice.between(0, 1)]?.id : undefined;
  return {
    id,
    type,
    participants: meets ? dice.pick([['X', 'Y'], ['X'], ['Y'], ['D', 'Y'], ['X', 'X'], []]) : [],
    actor: meets ? null : dice.pick(['X', 'Y', 'D', null]),
    target: null,
    interval: { from, to: Math.min(from + length, 9) },
    status: doubtful(dice, making, 0.2) ? 'possible' : 'certain',
    attributes: { ...valueAttribute(dice, making), ...dateAttribute(dice, making, from) },
    roots: [named ?? id],
    reports: [{ reportId: id, source, stance: 'asserts', recordId: id, offset: making.index }],
    firstLogTime: from,
  };
}

/** Now and then in the second of an event before it. */
function instantBeside(dice: Dice, { before }: Making): number {
  const last = before.at(-1);
  return last !== undefined && dice.chance(0.25) ? last.interval.from : dice.between(3, 8);
}

type Attributes = Readonly<Record<string, readonly AttributeValue[]>>;

function valueAttribute(dice: Dice, making: Making): Attributes {
  if (!making.needs.value) return {};
  if (doubtful(dice, making, 0.2)) return dice.chance(0.5) ? {} : { p: [1, 2] };
  return { p: [dice.pick([1, 2, 3])] };
}

function dateAttribute(dice: Dice, making: Making, from: number): Attributes {
  if (!making.needs.date) return {};
  const due = from + dice.between(0, 3);
  if (!doubtful(dice, making, 0.25)) return { due: [{ ends: [due] }] };
  return dice.chance(0.7) ? { due: [{ ends: [due, due + 1] }] } : {};
}
