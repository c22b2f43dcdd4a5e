import type {
  ActorTest,
  AttributeTest,
  EventTerm,
  Fluent,
  Hold,
  Opening,
  Pattern,
  Window,
} from '@casus/claims/terms';
import type { Dice } from './dice.ts';

/**
 * Random terms over a small world. Windows begin at 5 and end by 9; what looks back does so by 2 seconds at
 * most and twice at most, what looks ahead by 2: nothing outside 0 to 8 matters.
 */

export type Between = Window & { readonly op: 'between' };

/** The day changes at 7. */
const offsets = [[0, 86_393]] as const;

export function between(dice: Dice, least = 5, most = 9): Between {
  const from = dice.between(least, Math.min(least + 1, most - 1));
  return { op: 'between', from, until: dice.between(from + 1, most), zone: 'UTC', offsets };
}

const types = ['meet', 'meet.held', 'strike', 'strike', 'stop'] as const;

export function randomPattern(dice: Dice, type: string = dice.pick([...types])): Pattern {
  const meets = type.startsWith('meet') && dice.chance(0.3);
  return {
    op: 'match',
    type,
    ...(meets ? { participants: dice.pick([['X'], ['X', 'Y'], [{ in: ['X', 'Y'] }, 'X']]) } : {}),
    ...(!meets && dice.chance(0.15)
      ? { actor: dice.pick<ActorTest>(['X', { not: 'X' }, { in: ['X', 'Y'] }]) }
      : {}),
    ...(dice.chance(0.2) ? { where: [randomTest(dice)] } : {}),
    ...(dice.chance(0.06) ? { sources: [dice.pick(['p', 'q'])] } : {}),
  };
}

function randomTest(dice: Dice): AttributeTest {
  return dice.pick<AttributeTest>([
    { attribute: 'p', is: 1 },
    { attribute: 'p', not: 1 },
    { attribute: 'p', in: [1, 2] },
  ]);
}

export function randomEvent(dice: Dice): EventTerm {
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

export function during(dice: Dice, event: EventTerm): EventTerm {
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

export function randomFluent(dice: Dice): Fluent {
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

export function randomWindow(dice: Dice): Window {
  if (dice.chance(0.75)) return between(dice);
  return { op: 'spell', fluent: randomFluent(dice), window: between(dice), ties: randomTies(dice) };
}
