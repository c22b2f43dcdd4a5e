import type { EventTerm } from '@casus/claims/terms';
import { follows, isSame, passing } from './happening.ts';
import { matching, namesBy } from './match.ts';
import { inWindow, windowOf } from './windows.ts';
import { common, hasAll, hasSome, later, never, nextIn, union } from './seconds.ts';
import { startsOf } from './starts.ts';
import { decided } from './three.ts';
import type { Three } from './three.ts';
import { judge, ofAllSpells, tieSeconds, tied } from './ties.ts';
import type { Happening, Happenings, World } from './world.ts';
import { once, withNames } from './world.ts';

/** What an event term yields in a case. */
export function happenings(world: World, term: EventTerm): Happenings {
  return once(world, term, () => {
    switch (term.op) {
      case 'match':
        return { known: matching(world, term), unread: world.unreadOf(term) };
      case 'during':
        return duringOf(world, term);
      case 'after':
        return followersOf(world, term);
      case 'starts':
        return startsOf(happenings(world, term.event), term.quiet);
      case 'nth':
        return nthOf(inWindow(happenings(world, term.event), windowOf(world, term.window)), term.n);
    }
  });
}

function duringOf(world: World, term: EventTerm & { op: 'during' }): Happenings {
  const fluent = world.terms.fluent(world, term.fluent);
  const all = happenings(world, term.event);
  const edges = ofAllSpells(fluent);
  const holds = ({ facts, low, high }: Happening): Three => {
    const opens = facts.length > 0 && facts.every(({ id }) => fluent.openers.has(id));
    return decided(opens || hasAll(fluent.sure, low, high), !hasSome(fluent.may, low, high));
  };
  const reach = term.ties === 'inside' ? tieSeconds(edges) : never;
  return {
    known: passing(all.known, (each) => judge(holds(each), term.ties, () => tied(each, edges))),
    unread: common(all.unread, union([...fluent.may, ...reach])),
  };
}

function followersOf(world: World, term: EventTerm & { op: 'after' }): Happenings {
  const earlier = happenings(world, term.earlier);
  const parts = earlier.known.map((first) => {
    const { known, unread } = happenings(withNames(world, namesBy(world, term.earlier, first)), term.event);
    const reach = { from: first.low + term.moreThan + 1, to: first.high + term.atMost + 1 };
    const followers = passing(known, (each) =>
      isSame(each, first) ? 0 : follows(first, each, term.moreThan + 1, term.atMost),
    );
    const known2 = followers.map((each) => ({ ...each, sure: each.sure && first.sure }));
    return { known: known2, unread: common(unread, [reach]) };
  });
  const beyond = followersOfUnread(world, term, later(earlier.unread, term.moreThan + 1, term.atMost));
  return {
    known: eachOnce([...parts, beyond].flatMap(({ known }) => known)),
    unread: union([...parts, beyond].flatMap(({ unread }) => unread)),
  };
}

function followersOfUnread(
  world: World,
  term: EventTerm & { op: 'after' },
  reach: Happenings['unread'],
): Happenings {
  if (reach.length === 0) return { known: [], unread: never };
  const all = happenings(withNames(world, namesBy(world, term.earlier, null)), term.event);
  const known = all.known.filter(({ low, high }) => hasSome(reach, low, high));
  return { known: known.map((each) => ({ ...each, sure: false })), unread: common(all.unread, reach) };
}

function eachOnce(known: readonly Happening[]): readonly Happening[] {
  const byFacts = Map.groupBy(known, ({ facts }) => facts.map(({ id }) => id).join(' '));
  return [...byFacts.values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [{ ...first, sure: first.sure || rest.some(({ sure }) => sure) }],
  );
}

/** The n-th by instant; at equal instants all of them. */
export function nthOf(all: Happenings, n: number): Happenings {
  const sureBy = all.known.filter(({ sure }) => sure).map(({ high }) => high);
  const latest = sureBy.toSorted((a, b) => a - b)[n - 1] ?? Infinity;
  const firstUnread = nextIn(all.unread, -Infinity);
  const known = all.known.flatMap((each) => {
    const others = all.known.filter((other) => other !== each && !isSame(other, each));
    const count = (test: (other: Happening) => boolean): number => others.filter(test).length;
    if (count((other) => other.sure && other.high < each.low) >= n) return [];
    if (count(({ low }) => low <= each.high) + 1 < n && firstUnread > each.high) return [];
    const notLater = count(({ low }) => low < each.high) < n && firstUnread >= each.high;
    const notEarlier = count(({ sure, high }) => sure && high <= each.low) + 1 >= n;
    return [{ ...each, sure: each.sure && notLater && notEarlier }];
  });
  return { known, unread: common(all.unread, [{ from: -Infinity, to: latest + 1 }]) };
}
