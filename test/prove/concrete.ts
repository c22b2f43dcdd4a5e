import type { EventTerm, Fluent, Hold, Ties, Window } from '@casus/claims/terms';
import { bound, matches } from './concrete-world.ts';
import type { ConcreteEvent, World } from './concrete-world.ts';

/**
 * The meaning of events, fluents and windows in one completed world, where everything is known: read off the
 * definition second by second, with no regard to cost. Shares nothing with the engine but the claim's shape.
 */

/** Seconds far enough off that nothing in a small world reaches them. */
export const first = -4;
export const last = 16;
const seconds = Array.from({ length: last - first }, (_, index) => first + index);

export function happenings(world: World, term: EventTerm): readonly ConcreteEvent[] {
  const known = (world.memo.get(term) as readonly ConcreteEvent[] | undefined) ?? happeningsIn(world, term);
  world.memo.set(term, known);
  return known;
}

function happeningsIn(world: World, term: EventTerm): readonly ConcreteEvent[] {
  switch (term.op) {
    case 'match':
      return world.events.filter((event) => matches(world, term, event));
    case 'during':
      return happenings(world, term.event).filter((event) =>
        counts(holds(world, term.fluent, event.at), term.ties, () =>
          touchesEdge(
            event,
            seconds.flatMap((second) => edgeIntervals(world, term.fluent, second)),
          ),
        ),
      );
    case 'after':
      return followers(world, term);
    case 'starts': {
      const all = happenings(world, term.event);
      const starts = all.filter(
        ({ at }) => !all.some((other) => other.at >= at - term.quiet && other.at < at),
      );
      return starts.filter((event, index) => starts.findIndex(({ at }) => at === event.at) === index);
    }
    case 'nth': {
      const inside = inWindow(world, happenings(world, term.event), term.window);
      const instant = inside.map(({ at }) => at).toSorted((a, b) => a - b)[term.n - 1];
      return inside.filter(({ at }) => at === instant);
    }
  }
}

function followers(world: World, term: EventTerm & { op: 'after' }): readonly ConcreteEvent[] {
  const found = happenings(world, term.earlier).flatMap((earlier) =>
    happenings(bound(world, term.earlier, earlier), term.event).filter(
      ({ at }) => at - earlier.at > term.moreThan && at - earlier.at <= term.atMost,
    ),
  );
  return [...new Set(found)];
}

/** Whether a fluent holds in a second. */
export function holds(world: World, fluent: Fluent, second: number): boolean {
  const known = (world.memo.get(fluent) as Map<number, boolean> | undefined) ?? new Map<number, boolean>();
  world.memo.set(fluent, known);
  const held = known.get(second) ?? holdsIn(world, fluent, second);
  known.set(second, held);
  return held;
}

function holdsIn(world: World, fluent: Fluent, second: number): boolean {
  switch (fluent.op) {
    case 'hold':
      return openingsOf(world, fluent).some((each) => isOpen(world, fluent, each, second));
    case 'quiet':
      return !happenings(world, fluent.event).some(({ at }) => at === second);
    case 'and':
      return fluent.of.every((each) => holds(world, each, second));
    case 'or':
      return fluent.of.some((each) => holds(world, each, second));
    case 'not':
      return !holds(world, fluent.fluent, second);
  }
}

interface ConcreteOpening {
  readonly at: number;
  readonly end: number;
  readonly root: string | null;
  readonly event: ConcreteEvent | null;
  /** Of its end, where an edge is made by its lapse or date. */
  readonly endInterval: readonly [number, number];
}

function openingsOf(world: World, hold: Hold): readonly ConcreteOpening[] {
  const opened = hold.openings.flatMap((opening) =>
    happenings(world, opening.event).map((event): ConcreteOpening => {
      const { at, root, interval } = event;
      const shifted = (by: number): [number, number] => [interval[0] + by, interval[1] + by];
      if ('lapse' in opening) {
        return { at, end: at + opening.lapse, root, event, endInterval: shifted(opening.lapse) };
      }
      const date = (event.dates[opening.until.attribute] ?? Infinity) + opening.until.grace;
      const longest = at + opening.longest;
      const endInterval: [number, number] = date <= longest ? [date, date + 1] : shifted(opening.longest);
      return { at, end: Math.min(date, longest), root, event, endInterval };
    }),
  );
  if (hold.seed === undefined) return opened;
  const { at, end } = hold.seed;
  return [...opened, { at, end, root: null, event: null, endInterval: [end, end + 1] }];
}

function isOpen(world: World, hold: Hold, opening: ConcreteOpening, second: number): boolean {
  if (opening.at > second || second >= opening.end) return false;
  return !hold.endings.some((ending) =>
    happenings(world, ending.event).some(
      (event) =>
        event.at > opening.at &&
        event.at <= second &&
        (ending.ends === 'all' || (event.root !== event.id && event.root === opening.root)),
    ),
  );
}

/** Reported intervals of the edge that a fluent has in a second, if it has one. */
function edgeIntervals(world: World, fluent: Fluent, second: number): readonly (readonly [number, number])[] {
  const [now, before] = [holds(world, fluent, second), holds(world, fluent, second - 1)];
  if (now === before) return [];
  switch (fluent.op) {
    case 'hold':
      return now ? startIntervals(world, fluent, second) : endIntervals(world, fluent, second);
    case 'quiet':
      return happenings(world, fluent.event)
        .filter(({ at }) => at === (now ? second - 1 : second))
        .map(({ interval: [from, to] }) => (now ? [from + 1, to + 1] : [from, to]));
    case 'not':
      return edgeIntervals(world, fluent.fluent, second);
    case 'and':
    case 'or':
      return fluent.of.flatMap((each) => edgeIntervals(world, each, second));
  }
}

function startIntervals(world: World, hold: Hold, second: number): readonly (readonly [number, number])[] {
  return openingsOf(world, hold)
    .filter(({ at, end }) => at === second && end > at)
    .map(({ event, at }) => event?.interval ?? [at, at + 1]);
}

function endIntervals(world: World, hold: Hold, second: number): readonly (readonly [number, number])[] {
  const open = openingsOf(world, hold).filter((each) => isOpen(world, hold, each, second - 1));
  const lapsed = open.filter(({ end }) => end === second).map(({ endInterval }) => endInterval);
  const ended = hold.endings.flatMap((ending) =>
    happenings(world, ending.event)
      .filter(({ at }) => at === second)
      .filter(
        ({ root, id }) =>
          ending.ends === 'all' || (root !== id && open.some((opening) => opening.root === root)),
      )
      .map(({ interval }) => interval),
  );
  return [...lapsed, ...ended];
}

function touchesEdge(event: ConcreteEvent, edges: readonly (readonly [number, number])[]): boolean {
  return edges.some(([from, to]) => event.interval[0] < to && from < event.interval[1]);
}

function counts(inside: boolean, ties: Ties, tied: () => boolean): boolean {
  if (ties === 'inside') return inside || tied();
  return ties === 'outside' ? inside && !tied() : inside;
}

/** The seconds of a window; null where there is no such window. */
export function windowOf(world: World, window: Window): readonly [number, number] | null {
  if (window.op === 'between') return [window.from, window.until];
  if (window.op === 'relative') {
    const anchor = world.anchors[window.of] ?? Number.NaN;
    return [anchor + window.moreThan + 1, anchor + window.atMost + 1];
  }
  const { from, until } = window.window;
  const start = seconds.find(
    (second) => second >= from && second < until && holds(world, window.fluent, second),
  );
  if (start === undefined) return null;
  const over = seconds.find((second) => second > start && !holds(world, window.fluent, second)) ?? until;
  return [start, Math.min(over, until)];
}

export function inWindow(
  world: World,
  events: readonly ConcreteEvent[],
  window: Window,
): readonly ConcreteEvent[] {
  const bounds = windowOf(world, window);
  if (bounds === null) return [];
  const [from, until] = bounds;
  const inside = ({ at }: ConcreteEvent): boolean => from <= at && at < until;
  if (window.op !== 'spell') return events.filter(inside);
  const cut = until === window.window.until ? [from] : [from, until];
  const edges = cut.flatMap((second) => edgeIntervals(world, window.fluent, second));
  return events.filter((event) => counts(inside(event), window.ties, () => touchesEdge(event, edges)));
}
