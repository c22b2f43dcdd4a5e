import type { EventTerm, Measure, NumberRange, Window } from '../language/terms.ts';
import { patternOf } from '../language/walk.ts';
import { eventIn } from './doubts.ts';
import { countDays, zoneOf } from './days.ts';
import { attributeOf, bindingsOf } from './match.ts';
import type { Binding, Bound, Doubt, Doubts, Frame, Occurrence, Occurrences, Range } from './model.ts';
import { otherValue } from './model.ts';

import { spanOf } from './windows.ts';

/** A measure of what occurs in a window. */
export type Amount = Measure & { readonly op: 'count' | 'distinct' | 'sum' | 'maxWindow' };

/** Least and greatest amount that some occurrences come to, over all completions of a cell. */
export function amountOf(frame: Frame, measure: Amount, all: Occurrences): Range {
  switch (measure.op) {
    case 'count':
      return measure.by === 'day'
        ? countDays(all, zoneOf(measure.window))
        : counted(measure.event, all, widthOf(frame, measure.window));
    case 'distinct':
      return differing(frame, measure, all);
    case 'sum':
      return summed(frame, measure, all);
    case 'maxWindow':
      return densest(frame, measure, all);
  }
}

/** What leaves an amount open, besides unknown events. */
export function amountDoubts(frame: Frame, measure: Amount, { known }: Occurrences): Doubts {
  const isPlain = measure.op === 'count' && measure.by === 'event';
  const doubts = known.map((each) => (each.sure && isPlain ? [] : each.doubts));
  if (measure.op === 'sum') return [doubts, known.flatMap((each) => valueDoubts(frame, measure, each))];
  if (measure.op !== 'distinct') return doubts;
  return [doubts, known.map((each) => bindingOf(frame, measure, each)?.doubts ?? [])];
}

function counted(event: EventTerm, { known, unknown }: Occurrences, width: number): Range {
  const high = unknown.length > 0 ? Infinity : known.length;
  return { low: known.filter((each) => each.sure).length, high: Math.min(high, mostApart(event, width)) };
}

/** Seconds that a window spans at most; infinite where ties reach beyond it. */
function widthOf(frame: Frame, window: Window): number {
  const { start, end, ties } = spanOf(frame, window);
  return ties?.rule === 'inside' ? Infinity : end.high - start.low;
}

/** Starts lie further apart than their quiet time: no stretch has room for more. */
function mostApart(term: EventTerm, width: number): number {
  if (term.op === 'during') return mostApart(term.event, width);
  return term.op === 'starts' ? Math.max(0, Math.ceil(width / (term.quiet + 1))) : Infinity;
}

type Distinct = Measure & { readonly op: 'distinct' };

/** A value that is not known can be like another; one that nothing names is unlike all that are named. */
function differing(frame: Frame, measure: Distinct, { known, unknown }: Occurrences): Range {
  const values = known.map((each): { readonly sure: boolean; readonly value: Bound } => ({
    sure: each.sure,
    value: bindingOf(frame, measure, each)?.value ?? null,
  }));
  const surely = new Set(values.filter(({ sure }) => sure).map(({ value }) => valueText(value)));
  const others = values.filter(({ value }) => value === null || value === otherValue).length;
  const named = new Set(values.flatMap(({ value }) => (isNamed(value) ? [valueText(value)] : [])));
  const onlyOpen = surely.has('null') && surely.size > 1 ? 1 : 0;
  return { low: surely.size - onlyOpen, high: unknown.length > 0 ? Infinity : named.size + others };
}

function isNamed(value: Bound): boolean {
  return value !== null && value !== otherValue;
}

function valueText(value: Bound): string {
  return typeof value === 'symbol' ? 'other' : JSON.stringify(value);
}

function bindingOf(
  frame: Frame,
  { event: term, var: name }: Distinct,
  { events }: Occurrence,
): Binding | undefined {
  const [event] = events;
  const seen = event === undefined ? null : eventIn(frame.cell, event);
  return seen === null ? undefined : bindingsOf(patternOf(term), seen).get(name);
}

type Sum = Measure & { readonly op: 'sum' };

function summed(frame: Frame, measure: Sum, { known, unknown }: Occurrences): Range {
  const { min, max } = measure.range;
  const terms = known.map((each) => {
    const { min: least, max: most } = valueOf(frame, measure, each);
    return each.sure ? { low: least, high: most } : { low: Math.min(0, least), high: Math.max(0, most) };
  });
  const low = terms.reduce((total, each) => total + each.low, 0);
  const high = terms.reduce((total, each) => total + each.high, 0);
  if (unknown.length === 0) return { low, high };
  return { low: min < 0 ? -Infinity : low, high: max > 0 ? Infinity : high };
}

function valueOf(frame: Frame, { attribute, range }: Sum, { events }: Occurrence): NumberRange {
  const [event] = events;
  const seen = event === undefined ? null : eventIn(frame.cell, event);
  const value = seen === null ? null : attributeOf(seen, attribute);
  return typeof value === 'number' ? { min: value, max: value } : range;
}

function valueDoubts(frame: Frame, measure: Sum, each: Occurrence): readonly Doubt[] {
  const { min, max } = valueOf(frame, measure, each);
  const [event] = each.events;
  return min === max || event === undefined
    ? []
    : [{ kind: 'attribute', event, attribute: measure.attribute }];
}

type Densest = Measure & { readonly op: 'maxWindow' };

/** The most that surely lie within one span, and the most that may. */
function densest(frame: Frame, measure: Densest, { known, unknown }: Occurrences): Range {
  const sure = known.filter((each) => each.sure);
  const within = (from: number): number =>
    sure.filter((each) => from <= each.low && each.high < from + measure.span).length;
  const touching = (from: number): number =>
    known.filter((each) => each.high >= from && each.low < from + measure.span).length;
  const high = unknown.length > 0 ? Infinity : Math.max(0, ...known.map((each) => touching(each.high)));
  const width = Math.min(measure.span, widthOf(frame, measure.window));
  return {
    low: Math.max(0, ...sure.map((each) => within(each.low))),
    high: Math.min(high, mostApart(measure.event, width)),
  };
}
