import type { WorldEvent } from '@casus/domain/evidence';
import type { Dice } from '../../prove/dice.ts';

/** Ways in which a claim can ask for too much. */
export const hostilities = ['deep', 'wide', 'long', 'hot', 'join', 'every', 'doubtful', 'broken'] as const;
type Hostility = (typeof hostilities)[number];

const day = 86_400;
/** Days over which the hot world happens. */
const days = 400;

/** A claim as somebody would write it who wants the engine to stall. */
export function hostileDraft(dice: Dice, kind: Hostility): unknown {
  switch (kind) {
    case 'deep':
      return nested(dice.between(2, 3000), count(dice, hot(dice)));
    case 'wide':
      return { op: dice.pick(['and', 'or']), of: many(dice.between(2, 400), () => count(dice, hot(dice))) };
    case 'long':
      return count(dice, during(dice, hot(dice)), dice.pick([300, 3650, 36_500, 1e9]));
    case 'hot':
      return count(dice, hotTerm(dice));
    case 'join':
      return count(dice, joined(dice));
    case 'every':
      return forEach(dice, hot(dice));
    case 'doubtful':
      return {
        op: 'given',
        claim: count(dice, during(dice, hotTerm(dice))),
        condition: count(dice, joined(dice)),
      };
    case 'broken':
      return broken(dice);
  }
}

function many<T>(length: number, make: () => T): readonly T[] {
  return Array.from({ length }, make);
}

function nested(depth: number, inner: unknown): unknown {
  let claim = inner;
  for (let level = 0; level < depth; level += 1) claim = { op: 'not', claim };
  return claim;
}

function count(dice: Dice, event: unknown, length = 300): unknown {
  const from = dice.between(0, 40) * day;
  const window = { op: 'between', from, until: from + length * day, zone: 'UTC' };
  const measure = { op: 'count', event, window, by: dice.pick(['event', 'day'] as const) };
  return { op: 'compare', measure, is: dice.pick(['=', '>=', '!='] as const), value: dice.between(0, 9000) };
}

function hot(dice: Dice): unknown {
  return {
    op: 'match',
    type: dice.pick(['*', 'strike', ['strike', 'meet'], 'meet.held'] as unknown as readonly [string]),
    ...(dice.chance(0.3) && { actor: { in: many(dice.between(1, 300), () => `A${dice.between(0, 40)}`) } }),
    ...(dice.chance(0.3) && { where: [{ attribute: 'p', not: dice.between(0, 3) }] }),
  };
}

function hotTerm(dice: Dice): unknown {
  const window = { op: 'between', from: 0, until: days * day, zone: 'UTC' };
  return dice.pick<unknown>([
    { op: 'starts', event: hot(dice), quiet: dice.between(1, 300 * day) },
    { op: 'nth', n: dice.between(1, 5000), event: hot(dice), window },
    during(dice, hot(dice)),
    { op: 'starts', event: during(dice, hot(dice)), quiet: day },
  ]);
}

function hold(dice: Dice): unknown {
  return {
    op: 'hold',
    openings: many(dice.between(1, 4), () => ({ event: hot(dice), lapse: dice.between(1, 90 * day) })),
    endings: many(dice.between(0, 4), () => ({ event: hot(dice), ends: dice.pick(['all', 'only']) })),
  };
}

function during(dice: Dice, event: unknown): unknown {
  const fluent = dice.pick<unknown>([
    hold(dice),
    { op: 'quiet', event: hot(dice) },
    { op: 'and', of: [hold(dice), { op: 'not', fluent: hold(dice) }] },
    { op: 'or', of: many(dice.between(2, 6), () => hold(dice)) },
  ]);
  return { op: 'during', event, fluent, ties: dice.pick(['unknown', 'inside', 'outside']) };
}

function joined(dice: Dice): unknown {
  const bound = { op: 'match', type: '*', actor: { var: 'v' } };
  return {
    op: 'after',
    event: dice.chance(0.5) ? bound : { op: 'match', type: '*', actor: { not: { var: 'v' } } },
    earlier: bound,
    moreThan: 0,
    atMost: dice.between(1, 300) * day,
  };
}

function forEach(dice: Dice, event: unknown): unknown {
  const window = { op: 'relative', of: 'x', moreThan: 0, atMost: dice.between(1, 200) * day };
  const measure = { op: 'count', event: hot(dice), window, by: 'event' };
  const inner = { op: 'compare', measure, is: '>=', value: dice.between(0, 100) };
  return {
    op: 'for',
    each: dice.pick(['all', 'some', 'first']),
    as: 'x',
    event,
    within: { op: 'between', from: 0, until: days * day, zone: 'UTC' },
    claim: inner,
  };
}

function broken(dice: Dice): unknown {
  const huge = 'x'.repeat(dice.between(1, 200_000));
  return dice.pick<unknown>([
    { op: huge },
    { op: 'compare', [huge]: 1 },
    { op: 'and', of: many(20_000, () => null) },
    JSON.parse('{"op":"not","__proto__":{"op":"not"},"claim":{"constructor":{"prototype":1}}}'),
    count(dice, { op: 'match', type: huge }),
    { op: 'at', fluent: hold(dice), time: '9999999-99-99' },
    [[[[huge]]]],
    dice.between(0, 1e9),
  ]);
}

/** Twenty thousand events of two types among forty actors: half known by their day only, a third in doubt. */
export function hotWorld(dice: Dice, count: number): readonly WorldEvent[] {
  return Array.from({ length: count }, (_, index): WorldEvent => {
    const from = dice.between(0, days * day);
    const isJoint = dice.chance(0.5);
    const id = `h${index}`;
    return {
      id,
      type: isJoint ? 'meet.held' : 'strike',
      participants: isJoint ? [`A${dice.between(0, 40)}`, `A${dice.between(0, 40)}`] : [],
      actor: isJoint ? null : `A${dice.between(0, 40)}`,
      target: null,
      interval: { from, to: from + (dice.chance(0.5) ? day : 1) },
      status: dice.chance(0.3) ? 'possible' : 'certain',
      attributes: dice.chance(0.5) ? {} : { p: dice.chance(0.5) ? [1] : [1, 2] },
      roots: [dice.chance(0.2) ? `h${dice.between(0, count - 1)}` : id],
      reports: [],
      firstLogTime: from * 1000,
    };
  });
}

/** Events of one type by forty actors within days of each other, every other one in doubt: all may bear on all. */
function crowdedWorld(dice: Dice, count: number): readonly WorldEvent[] {
  const spacing = dice.pick([0, 60, 600]);
  return Array.from({ length: count }, (_, index): WorldEvent => {
    const from = 10 * day + index * spacing;
    const id = `c${index}`;
    return {
      id,
      type: 'strike',
      participants: [],
      actor: `A${index % 40}`,
      target: null,
      interval: { from, to: from + (dice.chance(0.5) ? day : 1) },
      status: index % 2 === 0 ? 'possible' : 'certain',
      attributes: { p: dice.pick([[], [1], [1, 2]]) },
      roots: [id],
      reports: [],
      firstLogTime: from * 1000,
    };
  });
}

/** Worlds of every size up to the hot one, so that some claims cost nearly all that they may. */
export function hostileWorlds(dice: Dice): readonly (readonly WorldEvent[])[] {
  const crowded = [30, 100, 300, 1000, 3000].map((count) => crowdedWorld(dice, count));
  return [hotWorld(dice, 20_000), ...crowded];
}
