import type { Claim, Comparison } from '@casus/claims/terms';
import { bound } from './concrete-world.ts';
import type { ConcreteEvent, World } from './concrete-world.ts';
import { measureIn } from './concrete-measures.ts';
import { first, happenings, holds, inWindow, last, windowOf } from './concrete.ts';

/** False, void and true, ordered as the law orders them. */
export type Rank = 0 | 1 | 2;
const rank = (truth: boolean): Rank => (truth ? 2 : 0);

/** The value of a claim in one completed world. */
export function valueIn(world: World, claim: Claim): Rank {
  switch (claim.op) {
    case 'compare':
      return rank(compare(measureIn(world, claim.measure), claim.is, boundIn(world, claim)));
    case 'at':
      return rank(holds(world, claim.fluent, claim.time));
    case 'edge':
      return rank(hasEdge(world, claim));
    case 'for':
      return valueOfEach(world, claim);
    case 'and':
      return least(claim.of.map((each) => valueIn(world, each)));
    case 'or':
      return greatest(claim.of.map((each) => valueIn(world, each)));
    case 'not':
      return opposite(valueIn(world, claim.claim));
    case 'given':
      return valueIn(world, claim.condition) === 2 ? valueIn(world, claim.claim) : 1;
  }
}

function boundIn(world: World, { value }: Claim & { op: 'compare' }): number {
  if (typeof value === 'number') return value;
  return measureIn(world, value.measure) * value.times + value.plus;
}

function least(ranks: readonly Rank[]): Rank {
  return ranks.reduce((a, b) => (a < b ? a : b), 2);
}

function greatest(ranks: readonly Rank[]): Rank {
  return ranks.reduce((a, b) => (a > b ? a : b), 0);
}

function opposite(value: Rank): Rank {
  if (value === 1) return 1;
  return value === 2 ? 0 : 2;
}

const emptyRank = { true: 2, false: 0, void: 1 } as const;
const usual = { all: 'true', some: 'false', first: 'void' } as const;

function valueOfEach(world: World, claim: Claim & { op: 'for' }): Rank {
  const all = inWindow(world, happenings(world, claim.event), claim.within);
  const earliest = Math.min(...all.map(({ at }) => at));
  const spoken = claim.each === 'first' ? all.filter(({ at }) => at === earliest) : all;
  if (spoken.length === 0) return emptyRank[claim.onEmpty ?? usual[claim.each]];
  const values = spoken.map((event) => valueIn(aboutEvent(world, claim, event), claim.claim));
  return claim.each === 'some' ? greatest(values) : least(values);
}

function aboutEvent(world: World, claim: Claim & { op: 'for' }, event: ConcreteEvent): World {
  const bindings = bound(world, claim.event, event);
  return { ...bindings, anchors: { ...world.anchors, [claim.as]: event.at }, memo: new Map() };
}

function hasEdge(world: World, { fluent, edge, window }: Claim & { op: 'edge' }): boolean {
  const bounds = windowOf(world, window);
  if (bounds === null) return false;
  for (let second = Math.max(bounds[0], first); second < Math.min(bounds[1], last); second += 1) {
    const [now, before] = [holds(world, fluent, second), holds(world, fluent, second - 1)];
    if (now !== before && now === (edge === 'start')) return true;
  }
  return false;
}

function compare(left: number, is: Comparison, right: number): boolean {
  switch (is) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '>=':
      return left >= right;
    case '>':
      return left > right;
  }
}
