import type { Ending, Hold, Opening } from '@casus/claims/terms';
import { matching } from './match.ts';
import { common, later, nextIn, union } from './seconds.ts';
import type { Seconds, Stretch } from './seconds.ts';
import type { Edge, Fact, FluentCase, Happening, World } from './world.ts';

/** An opening: when it happens, and when it is over by itself. */
interface Opened extends Happening {
  readonly fact: Fact | null;
  readonly over: { readonly low: number; readonly high: number; readonly interval: Stretch | null };
}

interface Ended extends Happening {
  readonly fact: Fact;
  readonly ends: Ending['ends'];
}

/** Holds from each opening until it is over by itself, or ended later than it was opened. */
export function holdOf(world: World, hold: Hold): FluentCase {
  const opened = hold.openings.flatMap((opening) => openedBy(world, opening));
  const all = [...opened, ...seeded(hold)];
  const ended = hold.endings.flatMap((ending) => endedBy(world, ending));
  const unreadEnds = union(hold.endings.flatMap(({ event }) => world.unreadOf(event)));
  const unread = hold.openings.map((opening) => unreadOpening(world, opening, ended));
  const openers = new Map(
    all.flatMap((each) =>
      each.fact !== null && each.sure && each.over.low > each.high ? [[each.fact.id, each] as const] : [],
    ),
  );
  const endings = { ended, unreadEnds };
  const anew = opensAnew(openers, endings);
  const range = ({ low, high }: { low: number; high: number }): Stretch => ({ from: low, to: high + 1 });
  return {
    sure: union(
      all
        .filter(({ sure }) => sure)
        .map((each) => ({ from: each.high, to: surelyUntil(each, endings, anew) })),
    ),
    may: union([
      ...all.map((each) => ({ from: each.low, to: perhapsUntil(each, ended) })),
      ...unread.flatMap(({ holding }) => holding),
    ]),
    rises: union([...all.map(range), ...unread.flatMap(({ opens }) => opens)]),
    falls: union([
      ...all.map(({ over }) => range(over)),
      ...ended.map(range),
      ...unreadEnds,
      ...unread.flatMap(({ over }) => over),
    ]),
    unreadTurns: union([...unreadEnds, ...unread.flatMap(({ opens, over }) => [...opens, ...over])]),
    edges: [...all.flatMap(edgesOf), ...ended.map(edgeOf)],
    openers: new Set(openers.keys()),
    parts: [
      ...opened.map((each) => ({ happening: each, low: each.low, high: each.over.high })),
      ...ended.map((each) => ({ happening: each, low: each.low, high: bearsTo(each, opened) })),
    ],
  };
}

function openedBy(world: World, opening: Opening): readonly Opened[] {
  return matching(world, opening.event).flatMap((each) =>
    each.facts.map((fact) => ({ ...each, fact, over: overOf(world, opening, each, fact) })),
  );
}

function overOf(world: World, opening: Opening, { low, high }: Happening, fact: Fact): Opened['over'] {
  const { from, to } = fact.interval;
  if ('lapse' in opening) {
    const { lapse } = opening;
    return { low: low + lapse, high: high + lapse, interval: { from: from + lapse, to: to + lapse } };
  }
  const { until, longest } = opening;
  const ends = endsOf(world, fact, until.attribute);
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined) return { low, high: high + longest, interval: null };
  const interval = { from: first + until.grace, to: last + until.grace + 1 };
  return {
    low: Math.min(first + until.grace, low + longest),
    high: Math.min(last + until.grace, high + longest),
    interval: first === last && last + until.grace <= low + longest ? interval : null,
  };
}

/** Instants that a date may stand for in a case; none where nobody says, or reports disagree. */
function endsOf({ choices }: World, fact: Fact, attribute: string): readonly number[] {
  const chosen = choices.get(fact.id)?.ends[attribute];
  if (chosen !== undefined) return [chosen];
  const [only, ...more] = fact.attributes[attribute] ?? [];
  return typeof only === 'object' && 'ends' in only && more.length === 0 ? only.ends : [];
}

function seeded({ seed }: Hold): readonly Opened[] {
  if (seed === undefined) return [];
  const { at, end } = seed;
  const over = { low: end, high: end, interval: { from: end, to: end + 1 } };
  return [{ facts: [], fact: null, low: at, high: at, sure: true, over }];
}

function endedBy(world: World, { event, ends }: Ending): readonly Ended[] {
  return matching(world, event).flatMap((each) => each.facts.map((fact) => ({ ...each, fact, ends })));
}

/** Whether an ending is about an opening: `perhaps` where reports do not agree on what they are about. */
function isAbout({ ends, fact: ending }: Ended, { fact }: Opened): 'yes' | 'perhaps' | 'no' {
  if (ends === 'all') return 'yes';
  const isNameless = ending.roots.length === 1 && ending.roots[0] === ending.id;
  if (fact === null || isNameless) return 'no';
  if (ending.roots.length > 1 || fact.roots.length > 1) return 'perhaps';
  return ending.roots[0] === fact.roots[0] ? 'yes' : 'no';
}

interface Endings {
  readonly ended: readonly Ended[];
  readonly unreadEnds: Seconds;
}

/**
 * Up to when it surely holds from an opening on. `anew` has the same for endings that open anew in their own second:
 * up to then they interrupt nothing.
 */
function surelyUntil(opening: Opened, { ended, unreadEnds }: Endings, anew: Map<string, number>): number {
  const cuts = ended
    .filter((each) => each.fact.id !== opening.fact?.id && each.high > opening.low)
    .filter((each) => isAbout(each, opening) !== 'no')
    .map((each) => Math.max(each.low, anew.get(each.fact.id) ?? each.low));
  const first = cuts.reduce((a, b) => Math.min(a, b), opening.over.low);
  return Math.min(first, nextIn(unreadEnds, opening.low + 1));
}

/** Nothing is taken for granted at first; what that proves to hold proves more, until it proves nothing new. */
function opensAnew(openers: ReadonlyMap<string, Opened>, endings: Endings): Map<string, number> {
  const anew = new Map<string, number>();
  const backwards = endings.ended
    .toSorted((a, b) => b.low - a.low)
    .flatMap(({ fact: { id } }) => openers.get(id) ?? []);
  let more = backwards.length > 0;
  while (more) {
    more = false;
    for (const each of backwards) {
      const until = surelyUntil(each, endings, anew);
      const id = each.fact?.id ?? '';
      more ||= until > (anew.get(id) ?? -Infinity);
      anew.set(id, until);
    }
  }
  return anew;
}

function perhapsUntil(opening: Opened, ended: readonly Ended[]): number {
  const cuts = ended.filter(
    (each) => each.sure && each.low > opening.high && isAbout(each, opening) === 'yes',
  );
  return Math.min(opening.over.high, ...cuts.map(({ high }) => high));
}

/** What openings that nobody has read may do, as far as sure endings of everything let them. */
function unreadOpening(world: World, opening: Opening, ended: readonly Ended[]) {
  const opens = world.unreadOf(opening.event);
  const [shortest, longest] = 'lapse' in opening ? [opening.lapse, opening.lapse] : [1, opening.longest];
  const holding = ended
    .filter(({ sure, ends }) => sure && ends === 'all')
    .reduce(
      (held, { low, high }) => {
        const since = common(opens, [{ from: low, to: Infinity }]);
        return common(held, union([{ from: -Infinity, to: high }, ...later(since, 0, longest - 1)]));
      },
      later(opens, 0, longest - 1),
    );
  return { opens, holding, over: later(opens, shortest, longest) };
}

function edgesOf({ low, high, fact, over }: Opened): readonly Edge[] {
  const by = fact?.id ?? null;
  return [
    { kind: 'start', low, high, interval: fact?.interval ?? { from: low, to: low + 1 }, by },
    { kind: 'end', low: over.low, high: over.high, interval: over.interval, by },
  ];
}

function edgeOf({ low, high, fact }: Ended): Edge {
  return { kind: 'end', low, high, interval: fact.interval, by: fact.id };
}

function bearsTo({ high }: Ended, opened: readonly Opened[]): number {
  return Math.max(high, ...opened.filter(({ low }) => low < high).map(({ over }) => over.high));
}
