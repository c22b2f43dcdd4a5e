import type { Claim } from '@casus/claims/terms';
import { about, emptyRank, instancesOf, only, ranksOf, turnFrom } from './claims.ts';
import { nthOf } from './happenings.ts';
import { comparisonAt } from './comparison-at.ts';
import { windowOf } from './windows.ts';
import type { World } from './world.ts';

/**
 * When a claim with one value in a case came to be decided: of a count the k-th witness's earliest second, of an
 * absence the earliest end of the window or spell, of several terms the one that tips the scale.
 */
export function decidedAt(world: World, claim: Claim): number {
  switch (claim.op) {
    case 'compare':
      return comparisonAt(world, claim);
    case 'at':
      return claim.time;
    case 'edge': {
      const { start, end } = windowOf(world, claim.window);
      const fluent = world.terms.fluent(world, claim.fluent);
      return only(ranksOf(world, claim)) === 0 ? end.low : turnFrom(fluent, claim.edge, start.high);
    }
    case 'for':
      return forAt(world, claim);
    case 'not':
      return decidedAt(world, claim.claim);
    case 'and':
    case 'or': {
      const decisive = claim.op === 'and' ? 0 : 2;
      const enough = claim.of.filter((each) => only(ranksOf(world, each)) === decisive);
      const at = (terms: readonly Claim[]): readonly number[] => terms.map((each) => decidedAt(world, each));
      return enough.length > 0 ? Math.min(...at(enough)) : Math.max(...at(claim.of));
    }
    case 'given': {
      const condition = decidedAt(world, claim.condition);
      const isMet = only(ranksOf(world, claim.condition)) === 2;
      return isMet ? Math.max(condition, decidedAt(world, claim.claim)) : condition;
    }
  }
}

function forAt(world: World, claim: Claim & { op: 'for' }): number {
  const all = instancesOf(world, claim);
  const spoken = (claim.each === 'first' ? nthOf(all, 1) : all).known.map((each) => {
    const inside = about(world, claim, each);
    const rank = only(ranksOf(inside, claim.claim));
    return { sure: each.sure, rank, at: rank === null ? Infinity : decidedAt(inside, claim.claim) };
  });
  const over = claim.within.until;
  const times = spoken.map(({ at }) => at);
  if (claim.each === 'first') return times.length > 0 ? Math.max(...times) : over;
  const decisive = claim.each === 'all' ? 0 : 2;
  const enough = spoken.filter(({ sure, rank }) => sure && rank === decisive);
  if (enough.length > 0) return Math.min(...enough.map(({ at }) => at));
  if (times.length === 0 && only(ranksOf(world, claim)) === emptyRank(claim)) return over;
  return Math.max(over, ...times.filter(Number.isFinite));
}
