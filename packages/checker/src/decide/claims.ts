import type { Claim } from '@casus/claims/terms';
import { nthOf } from './happenings.ts';
import { namesBy } from './match.ts';
import { compare, measure } from './measures.ts';
import { common, complement, hasSome, nextIn } from './seconds.ts';
import type { Three } from './three.ts';
import { decided } from './three.ts';
import { inWindow, windowOf } from './windows.ts';
import type { Range } from './windows.ts';
import type { Anchor, FluentCase, Happening, Happenings, World } from './world.ts';
import { withAnchor, withNames } from './world.ts';

/** Values of a claim in order: false, void, true. */
export type Rank = 0 | 1 | 2;
export type Ranks = ReadonlySet<Rank>;
const order = ['false', 'void', 'true'] as const;

export function rankText(rank: Rank): 'false' | 'void' | 'true' {
  return order[rank];
}

/** Every value that a claim may take in a case. */
export function ranksOf(world: World, claim: Claim): Ranks {
  switch (claim.op) {
    case 'compare':
      return ofThree(compare(measure(world, claim.measure), claim.is, boundOf(world, claim)));
    case 'at':
      return ofThree(holdsAt(world.terms.fluent(world, claim.fluent), claim.time));
    case 'edge':
      return ofThree(turnsIn(world, claim));
    case 'for':
      return claim.each === 'first' ? ofFirst(world, claim) : ofEach(world, claim);
    case 'and':
      return claim.of.map((each) => ranksOf(world, each)).reduce((a, b) => paired(a, b, Math.min));
    case 'or':
      return claim.of.map((each) => ranksOf(world, each)).reduce((a, b) => paired(a, b, Math.max));
    case 'not':
      return new Set([...ranksOf(world, claim.claim)].map((rank) => (2 - rank) as Rank));
    case 'given': {
      const condition = ranksOf(world, claim.condition);
      const isMet = [...condition].every((rank) => rank === 2);
      const met = condition.has(2) ? ranksOf(world, claim.claim) : [];
      return new Set<Rank>([...met, ...(isMet ? [] : [1 as const])]);
    }
  }
}

export function only(ranks: Ranks): Rank | null {
  const [rank, ...more] = ranks;
  return rank === undefined || more.length > 0 ? null : rank;
}

function ofThree(three: Three): Ranks {
  return new Set<Rank>(three === 1 ? [0, 2] : [three]);
}

function paired(a: Ranks, b: Ranks, pick: (x: number, y: number) => number): Ranks {
  return new Set([...a].flatMap((x) => [...b].map((y) => pick(x, y) as Rank)));
}

export function boundOf(world: World, { value }: Claim & { op: 'compare' }): Range {
  if (typeof value === 'number') return { low: value, high: value };
  const { low, high } = measure(world, value.measure);
  return { low: low * value.times + value.plus, high: high * value.times + value.plus };
}

function holdsAt({ sure, may }: FluentCase, second: number): Three {
  return decided(hasSome(sure, second, second), !hasSome(may, second, second));
}

function turnsIn(world: World, claim: Claim & { op: 'edge' }): Three {
  const fluent = world.terms.fluent(world, claim.fluent);
  const { start, end, exists } = windowOf(world, claim.window);
  const where = claim.edge === 'start' ? fluent.rises : fluent.falls;
  const surely = exists === 2 && turnFrom(fluent, claim.edge, start.high) < end.low;
  const never = exists === 0 || !hasSome(where, start.low, end.high - 1);
  return decided(surely && !never, never);
}

/** The second by which a fluent has surely turned, counting from `second` on. */
export function turnFrom({ sure, may }: FluentCase, edge: 'start' | 'end', second: number): number {
  const off = complement(may);
  const [before, after] = edge === 'start' ? [off, sure] : [sure, off];
  const since = nextIn(common(before, [{ from: second - 1, to: Infinity }]), second - 1);
  return nextIn(after, since);
}

type ForClaim = Claim & { readonly op: 'for' };

/** What a `for` speaks about. */
export function instancesOf(world: World, claim: ForClaim): Happenings {
  return inWindow(world.terms.happenings(world, claim.event), windowOf(world, claim.within));
}

/** The world in which it speaks about one of them. */
export function about(world: World, claim: ForClaim, each: Happening): World {
  const [fact, ...more] = each.facts;
  const anchor: Anchor = { fact: more.length === 0 ? (fact ?? null) : null, low: each.low, high: each.high };
  return withAnchor(withNames(world, namesBy(world, claim.event, each)), claim.as, anchor);
}

function aboutUnread(world: World, claim: ForClaim, { unread }: Happenings): Ranks {
  const anchor = { fact: null, low: unread[0]?.from ?? 0, high: (unread.at(-1)?.to ?? 1) - 1 };
  const named = withNames(world, namesBy(world, claim.event, null));
  return ranksOf(withAnchor(named, claim.as, anchor), claim.claim);
}

export function emptyRank({ each, onEmpty }: ForClaim): Rank {
  const usual = { all: 'true', some: 'false', first: 'void' } as const;
  return order.indexOf(onEmpty ?? usual[each]) as Rank;
}

function ofEach(world: World, claim: ForClaim): Ranks {
  const all = instancesOf(world, claim);
  const [pick, neutral] = claim.each === 'all' ? [Math.min, 2 as const] : [Math.max, 0 as const];
  const known = all.known.map((each): Ranks => {
    const ranks = ranksOf(about(world, claim, each), claim.claim);
    return each.sure ? ranks : ranks.union(new Set([neutral]));
  });
  const unread = all.unread.length > 0 ? [aboutUnread(world, claim, all).union(new Set([neutral]))] : [];
  const spoken = [...known, ...unread];
  const empty = new Set([emptyRank(claim)]);
  if (spoken.length === 0) return empty;
  const ranks = spoken.reduce((a, b) => paired(a, b, pick));
  return all.known.some(({ sure }) => sure) ? ranks : ranks.union(empty);
}

function ofFirst(world: World, claim: ForClaim): Ranks {
  const all = instancesOf(world, claim);
  const first = nthOf(all, 1);
  const found = first.known.flatMap((each) => [...ranksOf(about(world, claim, each), claim.claim)]);
  const unread = first.unread.length > 0 ? aboutUnread(world, claim, first) : [];
  const empty = all.known.some(({ sure }) => sure) ? [] : [emptyRank(claim)];
  return new Set([...found, ...unread, ...empty]);
}
