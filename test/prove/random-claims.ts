import type { ClaimQuestion } from '@casus/claims';
import type {
  ActorTest,
  AttributeTest,
  Choice,
  Claim,
  EventTerm,
  Fluent,
  Hold,
  Measure,
  Opening,
  Pattern,
  Window,
} from '@casus/claims/terms';
import type { Dice } from './dice.ts';

/**
 * Random claims over a small world. Windows begin at 5 and end by 9; what looks back does so by 2 seconds at
 * most and twice at most, what looks ahead by 2: nothing outside 0 to 8 matters.
 */

type Between = Window & { readonly op: 'between' };
const comparisons = ['<', '<=', '=', '!=', '>=', '>'] as const;

/** The day changes at 7. */
const offsets = [[0, 86_393]] as const;

function between(dice: Dice, least = 5, most = 9): Between {
  const from = dice.between(least, Math.min(least + 1, most - 1));
  return { op: 'between', from, until: dice.between(from + 1, most), zone: 'UTC', offsets };
}

type Days = (ClaimQuestion & { readonly kind: 'date' })['days'];

const types = ['meet', 'meet.held', 'strike', 'strike', 'stop'] as const;

function randomPattern(dice: Dice, type: string = dice.pick([...types])): Pattern {
  const meets = type.startsWith('meet') && dice.chance(0.3);
  return {
    op: 'match',
    type,
    ...(meets ? { participants: dice.pick([['X'], ['X', 'Y'], [{ in: ['X', 'Y'] }, 'X']]) } : {}),
    ...(!meets && dice.chance(0.15)
      ? { actor: dice.pick<ActorTest>(['X', { not: 'X' }, { in: ['X', 'Y'] }]) }
      : {}),
    ...(dice.chance(0.2) ? { where: [randomTest(dice)] } : {}),
  };
}

function randomTest(dice: Dice): AttributeTest {
  return dice.pick<AttributeTest>([
    { attribute: 'p', is: 1 },
    { attribute: 'p', not: 1 },
    { attribute: 'p', in: [1, 2] },
  ]);
}

function randomEvent(dice: Dice): EventTerm {
  const kind = dice.between(0, 11);
  if (kind < 4) return randomPattern(dice);
  if (kind < 6) return during(dice, randomPattern(dice));
  if (kind === 6) return { op: 'starts', event: randomStarted(dice), quiet: dice.between(1, 2) };
  if (kind < 9) return aboutNth(dice);
  if (kind === 9) {
    return during(dice, { op: 'starts', event: randomPattern(dice), quiet: dice.between(1, 2) });
  }
  return joined(dice);
}

function aboutNth(dice: Dice): EventTerm {
  return { op: 'nth', n: dice.between(1, 2), event: randomPattern(dice), window: between(dice, 4) };
}

function randomStarted(dice: Dice): EventTerm {
  return dice.chance(0.7) ? randomPattern(dice) : during(dice, randomPattern(dice));
}

function during(dice: Dice, event: EventTerm): EventTerm {
  return { op: 'during', event, fluent: randomFluent(dice), ties: randomTies(dice) };
}

function randomTies(dice: Dice): 'unknown' | 'inside' | 'outside' {
  return dice.pick(['unknown', 'unknown', 'inside', 'outside']);
}

function joined(dice: Dice): EventTerm {
  const variable = { attribute: 'p', is: { var: 'v' } };
  const moreThan = dice.between(0, 1);
  return {
    op: 'after',
    earlier: { op: 'match', type: dice.pick(['strike', 'stop']), where: [variable] },
    event: {
      op: 'match',
      type: dice.pick(['strike', 'stop']),
      where: [dice.chance(0.7) ? variable : { attribute: 'p', not: { var: 'v' } }],
    },
    moreThan,
    atMost: dice.between(moreThan + 1, 2),
  };
}

function randomFluent(dice: Dice): Fluent {
  const kind = dice.between(0, 11);
  if (kind < 8) return randomHold(dice);
  if (kind === 8) return { op: 'quiet', event: randomPattern(dice) };
  if (kind === 9) return { op: 'not', fluent: randomHold(dice) };
  return { op: kind === 10 ? 'and' : 'or', of: [randomHold(dice), smallFluent(dice)] };
}

function smallFluent(dice: Dice): Fluent {
  return dice.chance(0.5) ? { op: 'quiet', event: randomPattern(dice) } : randomHold(dice);
}

function randomHold(dice: Dice): Hold {
  const openings = dice.chance(0.8) ? [randomOpening(dice)] : [randomOpening(dice), randomOpening(dice)];
  const ends = dice.pick(['all', 'only'] as const);
  const endings = dice.chance(0.5) ? [{ event: randomPattern(dice), ends }] : [];
  const at = dice.between(4, 6);
  const seed = { at, end: at + dice.between(1, 3), evidence: 'as agreed' };
  return { op: 'hold', openings, endings, ...(dice.chance(0.1) ? { seed } : {}) };
}

function randomOpening(dice: Dice): Opening {
  const event = randomPattern(dice);
  if (dice.chance(0.75)) return { event, lapse: dice.between(1, 2) };
  return { event, until: { attribute: 'due', grace: dice.between(0, 1) }, longest: 2 };
}

function randomWindow(dice: Dice): Window {
  if (dice.chance(0.75)) return between(dice);
  return { op: 'spell', fluent: randomFluent(dice), window: between(dice), ties: randomTies(dice) };
}

function randomMeasure(dice: Dice): Measure {
  const kind = dice.between(0, 9);
  if (kind < 6) return { op: 'count', event: randomEvent(dice), window: randomWindow(dice), by: 'event' };
  if (kind === 6) return { op: 'count', event: randomEvent(dice), window: between(dice), by: 'day' };
  if (kind < 9) return { op: 'length', fluent: randomFluent(dice), window: randomWindow(dice) };
  return { op: 'time', event: randomEvent(dice), window: randomWindow(dice) };
}

/** What a question asks, of every kind. */
export function randomAsked(dice: Dice): DistributiveOmit<ClaimQuestion, 'coverage'> {
  const kind = dice.between(0, 19);
  if (kind === 0) return { kind: 'date', claim: randomTime(dice), days: dice.pick(askedDays) };
  if (kind === 1) return { kind: 'choice', claim: randomChoice(dice) };
  if (kind < 4) return { kind: 'numeric', claim: randomNumber(dice) };
  return { kind: 'binary', claim: randomClaim(dice) };
}

type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** The first day lasts until 7, the second begins there. */
const askedDays: readonly [Days, ...Days[]] = [
  { first: '1970-01-01', last: '1970-01-02' },
  { first: '1970-01-01', last: '1970-01-01' },
  { first: '1970-01-02', last: '1970-01-03' },
];

function randomTime(dice: Dice): Measure & { readonly op: 'time' } {
  return { op: 'time', event: randomEvent(dice), window: randomWindow(dice) };
}

function randomChoice(dice: Dice): Choice {
  const options = Array.from({ length: dice.between(1, 2) }, (_, index) => ({
    name: `option-${index}`,
    claim: dice.chance(0.3) ? randomClaim(dice) : simpleClaim(dice),
  }));
  return { op: 'choice', options: [...options, { name: 'none', claim: null }] };
}

/** The measure of a numeric question: one that is always finite. */
function randomNumber(dice: Dice): Measure {
  const measure = randomMeasure(dice);
  return measure.op === 'time' ? { ...measure, op: 'count', by: 'event' } : measure;
}

function randomComparison(dice: Dice): Claim {
  const measure = randomMeasure(dice);
  const value = { count: dice.between(0, 2), length: dice.between(0, 3), time: dice.between(5, 8) }[
    measure.op
  ];
  return { op: 'compare', measure, is: dice.pick(comparisons), value };
}

function simpleClaim(dice: Dice): Claim {
  const kind = dice.between(0, 9);
  if (kind < 7) return randomComparison(dice);
  if (kind < 9) return { op: 'at', fluent: randomFluent(dice), time: dice.between(5, 8) };
  return {
    op: 'edge',
    fluent: randomFluent(dice),
    edge: dice.pick(['start', 'end']),
    window: randomWindow(dice),
  };
}

function claimForEach(dice: Dice): Claim {
  const bindsValue = dice.chance(0.4);
  const variable = { attribute: 'p', is: { var: 'v' } };
  const event: EventTerm = bindsValue
    ? { op: 'match', type: 'strike', where: [variable] }
    : randomPattern(dice);
  const other: EventTerm = bindsValue
    ? { op: 'match', type: dice.pick(['strike', 'stop']), where: [variable] }
    : randomPattern(dice);
  const moreThan = dice.between(0, 1);
  return {
    op: 'for',
    each: dice.pick(['all', 'some', 'first']),
    as: 'x',
    event,
    within: between(dice, 4, 7),
    claim: {
      op: 'compare',
      measure: {
        op: 'count',
        event: other,
        window: { op: 'relative', of: 'x', moreThan, atMost: dice.between(moreThan + 1, 2) },
        by: 'event',
      },
      is: dice.pick(comparisons),
      value: dice.between(0, 1),
    },
    ...(dice.chance(0.3) ? { onEmpty: dice.pick(['true', 'false', 'void']) } : {}),
  };
}

function randomClaim(dice: Dice): Claim {
  const kind = dice.between(0, 19);
  if (kind < 11) return simpleClaim(dice);
  if (kind < 15) return claimForEach(dice);
  if (kind === 15) return { op: 'not', claim: dice.chance(0.5) ? simpleClaim(dice) : claimForEach(dice) };
  if (kind === 16) return { op: 'and', of: [simpleClaim(dice), simpleClaim(dice)] };
  if (kind === 17) return { op: 'or', of: [simpleClaim(dice), simpleClaim(dice)] };
  return { op: 'given', claim: simpleClaim(dice), condition: simpleClaim(dice) };
}
