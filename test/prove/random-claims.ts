import type { ClaimQuestion } from '@casus/claims';
import type { Choice, Claim, EventTerm, Measure } from '@casus/claims/terms';
import type { Dice } from './dice.ts';
import { comparisons, randomComparison, randomNumber } from './random-measures.ts';
import { between, randomEvent, randomFluent, randomPattern, randomWindow } from './random-terms.ts';

/** What a question asks, of every kind. */
export function randomAsked(dice: Dice): DistributiveOmit<ClaimQuestion, 'coverage'> {
  const kind = dice.between(0, 19);
  if (kind === 0) return { kind: 'date', claim: randomTime(dice), days: dice.pick(askedDays) };
  if (kind === 1) return { kind: 'choice', claim: randomChoice(dice) };
  if (kind < 4) return { kind: 'numeric', claim: randomNumber(dice) };
  return { kind: 'binary', claim: randomClaim(dice) };
}

type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;
type Days = (ClaimQuestion & { readonly kind: 'date' })['days'];

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
