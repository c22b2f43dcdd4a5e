import type { Pattern } from '../language/terms.ts';

/** Steps that looking at one cell may cost. A step is about a microsecond: an event looked at. */
export const mostCost = 200_000;
/** Steps that dividing cells may cost together. */
export const mostSteps = 100_000;

type Json = Readonly<Record<string, unknown>>;
type SizeOf = (pattern: Pattern) => number;

/** What a claim about each of several events costs more than by itself: its doubts are noted for each. */
const instanceSteps = 5;
/** What an event costs more where it is sorted among others. */
const sortingSteps = 10;

/**
 * How many steps one look at a term costs at most, from how many events can match its patterns. It depends on the claim
 * and the events alone, not on a clock, so that it is the same for whoever evaluates them.
 */
export function costOf(term: unknown, sizeOf: SizeOf): number {
  if (typeof term !== 'object' || term === null) return 0;
  const node = term as Json;
  if (node['op'] === 'match') return sizeOf(term as Pattern);
  if (node['op'] === 'for') {
    const each = sizeWithin(node['event'], sizeOf);
    const inner = Math.max(1, costOf(node['claim'], sizeOf));
    return costOf(node['event'], sizeOf) + Math.max(1, instanceSteps * each) * inner;
  }
  let cost = comparingIn(node, sizeOf);
  for (const part of Object.values(node)) cost += costOf(part, sizeOf);
  return cost;
}

/** Steps for the events that a term compares with each other, beyond what its parts do. */
function comparingIn(node: Json, sizeOf: SizeOf): number {
  const size = (part: string): number => sizeWithin(node[part], sizeOf);
  switch (node['op']) {
    case 'maxWindow':
      return size('event') ** 2 / 5;
    case 'after':
      return size('event') * size('earlier');
    case 'during':
      return ((size('event') + size('fluent')) * size('fluent')) / 5;
    case 'hold':
      return (size('openings') * size('endings')) / 10;
    default:
      return isSorting(node) ? sortingSteps * size('event') : 0;
  }
}

/** Whether a term puts its events in order, or tells them apart by their days or values. */
function isSorting({ op, by }: Json): boolean {
  return op === 'count' ? by === 'day' : op === 'starts' || op === 'nth' || op === 'distinct' || op === 'sum';
}

/** How many events can match the patterns of a term. */
function sizeWithin(term: unknown, sizeOf: SizeOf): number {
  if (typeof term !== 'object' || term === null) return 0;
  if ('op' in term && term.op === 'match') return sizeOf(term as Pattern);
  let size = 0;
  for (const part of Object.values(term)) size += sizeWithin(part, sizeOf);
  return size;
}
