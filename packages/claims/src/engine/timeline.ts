import { countBelow } from '@casus/domain/halving';
import type { Doubts, Occurrence } from './model.ts';

/**
 * What occurs, in order of the earliest instants, so laid out that of all before an instant those that still bear on
 * another are found without going through them.
 */
export interface Timeline {
  readonly lows: readonly number[];
  readonly lines: readonly Line[];
}

/** Those that bear on others for about as long as each other: of them the later ones do so until later. */
interface Line {
  readonly lows: readonly number[];
  readonly whole: Stretch;
}

/** Some that follow each other, and the earliest and latest instant up to which one of them bears on others. */
interface Stretch {
  readonly size: number;
  readonly least: number;
  readonly most: number;
  readonly doubts: Doubts;
  readonly halves: readonly [Stretch, Stretch] | null;
}

/** `bearsTo` is the last instant at which an occurrence can make a difference to another. */
export function timelineOf(known: readonly Occurrence[], bearsTo: (each: Occurrence) => number): Timeline {
  const inOrder = known.toSorted((a, b) => a.low - b.low);
  const byLength = Map.groupBy(inOrder, (each) => Math.floor(Math.log2(1 + bearsTo(each) - each.low)));
  return {
    lows: inOrder.map(({ low }) => low),
    lines: [...byLength.values()].map((some) => lineOf(some, bearsTo)),
  };
}

function lineOf(some: readonly Occurrence[], bearsTo: (each: Occurrence) => number): Line {
  const stretches = some.map((each): Stretch => {
    const until = bearsTo(each);
    return { size: 1, least: until, most: until, doubts: each.doubts, halves: null };
  });
  return { lows: some.map(({ low }) => low), whole: joined(stretches) };
}

function joined(stretches: readonly Stretch[]): Stretch {
  const [only = nothing, ...others] = stretches;
  if (others.length === 0) return only;
  const middle = stretches.length >>> 1;
  const [a, b] = [joined(stretches.slice(0, middle)), joined(stretches.slice(middle))];
  return {
    size: a.size + b.size,
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
    doubts: both(a.doubts, b.doubts),
    halves: [a, b],
  };
}

const nothing: Stretch = { size: 0, least: Infinity, most: -Infinity, doubts: [], halves: null };

/** How many there are, and their doubts. */
export interface Bearing {
  readonly count: number;
  readonly doubts: Doubts;
}

/** Those that may come before an instant and still bear on others at another. */
export function bearingOn({ lines }: Timeline, before: number, at: number): Bearing {
  return lines.map(({ lows, whole }) => within(whole, countBelow(lows, before), at)).reduce(together, none);
}

const none: Bearing = { count: 0, doubts: [] };

/** Of the first `few` of a stretch. */
function within({ size, least, most, doubts, halves }: Stretch, few: number, at: number): Bearing {
  if (few <= 0 || most < at) return none;
  if (few >= size && least >= at) return { count: size, doubts };
  if (halves === null) return none;
  const [first, second] = halves;
  return together(within(first, few, at), within(second, few - first.size, at));
}

function together(a: Bearing, b: Bearing): Bearing {
  return { count: a.count + b.count, doubts: both(a.doubts, b.doubts) };
}

function both(a: Doubts, b: Doubts): Doubts {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [a, b];
}
