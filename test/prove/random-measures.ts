import type { Claim, EventTerm, Measure, NumberRange } from '@casus/claims/terms';
import type { Dice } from './dice.ts';
import { between, during, randomEvent, randomFluent, randomWindow } from './random-terms.ts';

export const comparisons = ['<', '<=', '=', '!=', '>=', '>'] as const;

/** Ranges whose whole numbers are their bounds and what lies in the middle. */
const ranges: readonly [NumberRange, ...NumberRange[]] = [
  { min: 1, max: 3 },
  { min: 0, max: 2 },
];

function randomMeasure(dice: Dice): Measure {
  const kind = dice.between(0, 13);
  if (kind < 5) return countOf(dice);
  if (kind === 5) return { op: 'count', event: randomEvent(dice), window: between(dice), by: 'day' };
  if (kind === 6) return { op: 'distinct', event: binding(dice), var: 'v', window: randomWindow(dice) };
  if (kind === 7) {
    const range = dice.pick(ranges);
    return { op: 'sum', event: valued(dice), attribute: 'p', range, window: randomWindow(dice) };
  }
  if (kind === 8) {
    return {
      op: 'maxWindow',
      event: randomEvent(dice),
      window: randomWindow(dice),
      span: dice.between(1, 3),
    };
  }
  if (kind < 11) return { op: 'length', fluent: randomFluent(dice), window: randomWindow(dice) };
  return kind < 13 ? randomRun(dice) : { op: 'time', event: randomEvent(dice), window: randomWindow(dice) };
}

function countOf(dice: Dice): Measure {
  return { op: 'count', event: randomEvent(dice), window: randomWindow(dice), by: 'event' };
}

function randomRun(dice: Dice): Measure {
  const window = between(dice);
  const measuredTo = dice.between(window.from + 1, 9);
  if (dice.chance(0.3)) return { op: 'maxRun', fluent: randomFluent(dice), window: randomWindow(dice) };
  return { op: 'maxRun', fluent: randomFluent(dice), window, measuredTo };
}

/** An event that binds a value or an actor. */
function binding(dice: Dice): EventTerm {
  const type = dice.pick(['strike', 'stop'] as const);
  const bound: EventTerm = dice.chance(0.7)
    ? { op: 'match', type, where: [{ attribute: 'p', is: { var: 'v' } }] }
    : { op: 'match', type, actor: { var: 'v' } };
  return dice.chance(0.3) ? during(dice, bound) : bound;
}

/** Events with values of their own, which starts have not. */
function valued(dice: Dice): EventTerm {
  for (;;) {
    const event = randomEvent(dice);
    if (!JSON.stringify(event).includes('"starts"')) return event;
  }
}

/** The measure of a numeric question: one that is always finite. */
export function randomNumber(dice: Dice): Measure {
  const measure = randomMeasure(dice);
  return measure.op === 'time' ? { ...measure, op: 'count', by: 'event' } : measure;
}

export function randomComparison(dice: Dice): Claim {
  if (dice.chance(0.06)) return comparisonOfTwo(dice);
  const measure = randomMeasure(dice);
  return { op: 'compare', measure, is: dice.pick(comparisons), value: randomBound(dice, measure) };
}

function randomBound(dice: Dice, { op }: Measure): number {
  if (op === 'time') return dice.between(5, 8);
  return dice.between(0, op === 'length' || op === 'maxRun' || op === 'sum' ? 3 : 2);
}

/** More of one than a multiple of the other. */
function comparisonOfTwo(dice: Dice): Claim {
  const counts = dice.chance(0.5);
  const one = (): Measure =>
    counts ? countOf(dice) : { op: 'length', fluent: randomFluent(dice), window: between(dice) };
  const value = { times: dice.between(1, 2), measure: one(), plus: dice.between(-1, 1) };
  return { op: 'compare', measure: one(), is: dice.pick(comparisons), value };
}
