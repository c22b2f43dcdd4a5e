import type { EventTerm, Measure } from '@casus/claims/terms';
import { attributeIn, namesBy } from './match.ts';
import { daysOf, zoneOf } from './days.ts';
import type { Range, Span } from './windows.ts';
import { windowOf } from './windows.ts';
import type { Bound, Happening, Happenings, World } from './world.ts';

/** A measure of what happens in a window. */
export type Amount = Measure & { readonly op: 'count' | 'distinct' | 'sum' | 'maxWindow' };

/** The least and the most that it comes to of these. */
export function amountOf(world: World, term: Amount, all: Happenings): Range {
  switch (term.op) {
    case 'count': {
      if (term.by === 'day') return daysOf(all, zoneOf(term.window));
      const high = all.unread.length > 0 ? Infinity : all.known.length;
      const room = roomFor(term.event, widthOf(windowOf(world, term.window)));
      return { low: all.known.filter(({ sure }) => sure).length, high: Math.min(high, room) };
    }
    case 'distinct':
      return valuesOf(world, term, all);
    case 'sum':
      return sumOf(world, term, all);
    case 'maxWindow':
      return densestOf(world, term, all);
  }
}

/** Seconds of a window at most; where ties count as inside, anything. */
function widthOf({ start, end, ties }: Span): number {
  return ties?.rule === 'inside' ? Infinity : end.high - start.low;
}

/** Starts lie more than their quiet time apart: no stretch has room for more. */
function roomFor(term: EventTerm, width: number): number {
  if (term.op === 'during') return roomFor(term.event, width);
  return term.op === 'starts' ? Math.max(0, Math.ceil(width / (term.quiet + 1))) : Infinity;
}

/** A value that is not known may be any of the others; one that nobody names is none of them. */
function valuesOf(world: World, term: Measure & { op: 'distinct' }, { known, unread }: Happenings): Range {
  const values = known.map((each) => ({
    sure: each.sure,
    value: namesBy(world, term.event, { ...each, facts: each.facts.slice(0, 1) }).get(term.var) ?? null,
  }));
  const text = (value: Bound): string => JSON.stringify(value);
  const surely = new Set(values.filter(({ sure }) => sure).map(({ value }) => text(value)));
  const isNamed = (value: Bound): boolean => value !== null && 'value' in value;
  const named = new Set(values.filter(({ value }) => isNamed(value)).map(({ value }) => text(value)));
  const nameless = values.filter(({ value }) => !isNamed(value)).length;
  return {
    low: surely.has('null') && surely.size > 1 ? surely.size - 1 : surely.size,
    high: unread.length > 0 ? Infinity : named.size + nameless,
  };
}

function sumOf(world: World, term: Measure & { op: 'sum' }, { known, unread }: Happenings): Range {
  let [low, high] = [0, 0];
  for (const each of known) {
    const value = numberIn(world, term.attribute, each);
    const [least, greatest] = value === null ? [term.range.min, term.range.max] : [value, value];
    low += each.sure ? least : Math.min(0, least);
    high += each.sure ? greatest : Math.max(0, greatest);
  }
  if (unread.length === 0) return { low, high };
  return { low: term.range.min < 0 ? -Infinity : low, high: term.range.max > 0 ? Infinity : high };
}

function numberIn(world: World, attribute: string, { facts: [fact] }: Happening): number | null {
  const value = fact === undefined ? null : attributeIn(world, fact, attribute);
  return value !== null && 'value' in value && typeof value.value === 'number' ? value.value : null;
}

function densestOf(world: World, term: Measure & { op: 'maxWindow' }, { known, unread }: Happenings): Range {
  const sure = known.filter((each) => each.sure);
  const surely = sure.map(
    ({ low: from }) => sure.filter(({ low, high }) => from <= low && high < from + term.span).length,
  );
  const perhaps = known.map(
    ({ high: from }) => known.filter(({ low, high }) => high >= from && low < from + term.span).length,
  );
  const room = roomFor(term.event, Math.min(term.span, widthOf(windowOf(world, term.window))));
  return {
    low: Math.max(0, ...surely),
    high: Math.min(room, unread.length > 0 ? Infinity : Math.max(0, ...perhaps)),
  };
}
