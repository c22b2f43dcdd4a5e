import type { Fluent } from '@casus/claims/terms';
import { holdOf } from './hold.ts';
import { common, complement, later, nextIn, union } from './seconds.ts';
import type { Seconds } from './seconds.ts';
import type { Edge, FluentCase, Happenings, World } from './world.ts';
import { once } from './world.ts';

export function fluentOf(world: World, fluent: Fluent): FluentCase {
  return once(world, fluent, () => {
    switch (fluent.op) {
      case 'hold':
        return turning(holdOf(world, fluent));
      case 'quiet':
        return turning(quietOf(world.terms.happenings(world, fluent.event)));
      case 'not':
        return negated(fluentOf(world, fluent.fluent));
      case 'and':
        return fluent.of.map((each) => fluentOf(world, each)).reduce((a, b) => joined(a, b, true));
      case 'or':
        return fluent.of.map((each) => fluentOf(world, each)).reduce((a, b) => joined(a, b, false));
    }
  });
}

function quietOf({ known, unread }: Happenings): FluentCase {
  const loud = union([...known.map(({ low, high }) => ({ from: low, to: high + 1 })), ...unread]);
  const surely = known.filter(({ sure, low, high }) => sure && low === high);
  return {
    sure: complement(loud),
    may: complement(union(surely.map(({ low }) => ({ from: low, to: low + 1 })))),
    rises: later(loud, 1, 1),
    falls: loud,
    unreadTurns: union([...unread, ...later(unread, 1, 1)]),
    edges: known.flatMap(({ low, high, facts }): Edge[] => {
      const [fact, ...more] = facts;
      const interval = fact === undefined || more.length > 0 ? null : fact.interval;
      const after = interval && { from: interval.from + 1, to: interval.to + 1 };
      const by = fact?.id ?? null;
      return [
        { kind: 'end', low, high, interval, by },
        { kind: 'start', low: low + 1, high: high + 1, interval: after, by },
      ];
    }),
    openers: new Set(),
    parts: known.map((happening) => ({ happening, low: happening.low, high: happening.high + 1 })),
  };
}

function negated(fluent: FluentCase): FluentCase {
  return {
    ...fluent,
    sure: complement(fluent.may),
    may: complement(fluent.sure),
    rises: fluent.falls,
    falls: fluent.rises,
    edges: fluent.edges.map((edge) => ({ ...edge, kind: edge.kind === 'start' ? 'end' : 'start' })),
    openers: new Set(),
  };
}

function joined(a: FluentCase, b: FluentCase, both: boolean): FluentCase {
  const merge = both ? common : (x: Seconds, y: Seconds) => union([...x, ...y]);
  return turning({
    sure: merge(a.sure, b.sure),
    may: merge(a.may, b.may),
    rises: union([...a.rises, ...b.rises]),
    falls: union([...a.falls, ...b.falls]),
    unreadTurns: union([...a.unreadTurns, ...b.unreadTurns]),
    edges: [...a.edges, ...b.edges],
    openers: both ? a.openers.intersection(b.openers) : a.openers.union(b.openers),
    parts: [...a.parts, ...b.parts],
  });
}

/** Without the edges that cannot be: off the second before and on now, or the reverse. */
function turning(fluent: FluentCase): FluentCase {
  const off = complement(fluent.sure);
  const rises = common(fluent.rises, common(fluent.may, later(off, 1, 1)));
  const falls = common(fluent.falls, common(off, later(fluent.may, 1, 1)));
  const edges = fluent.edges.filter(
    ({ kind, low, high }) => nextIn(kind === 'start' ? rises : falls, low) <= high,
  );
  return { ...fluent, rises, falls, edges };
}
