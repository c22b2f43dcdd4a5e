import type { Claim, Comparison, Measure } from '../language/terms.ts';
import { bindingPlaces, patternOf } from '../language/walk.ts';

import { durationText } from './dates.ts';
import type { Writing } from './describe-terms.ts';
import { eventText, fluentText, windowText } from './describe-terms.ts';
import { listed } from './words.ts';

/** How many, and how much. */
const many: Readonly<Record<Comparison, string>> = {
  '<': 'fewer than',
  '<=': 'at most',
  '=': 'exactly',
  '!=': 'a number other than',
  '>=': 'at least',
  '>': 'more than',
};
const much: Readonly<Record<Comparison, string>> = { ...many, '<': 'less than', '!=': 'other than' };

export function comparisonText(
  writing: Writing,
  { measure, is, value }: Claim & { readonly op: 'compare' },
): string {
  if (typeof value === 'number') return boundText(writing, measure, is, value);
  const bound = measureText(writing, value.measure);
  const times = value.times === 1 ? bound : `${value.times} times ${bound}`;
  const moved = value.plus === 0 ? times : `${times} plus ${secondsOrNumber(measure, value.plus)}`;
  const words = measure.op === 'time' ? sooner : much;
  return `${measureText(writing, measure)} is ${words[is]} ${moved}`;
}

/** Of instants. */
const sooner: Readonly<Record<Comparison, string>> = {
  '<': 'before',
  '<=': 'not after',
  '=': 'the same as',
  '!=': 'other than',
  '>=': 'not before',
  '>': 'after',
};

function secondsOrNumber({ op }: Measure, amount: number): string {
  const isTime = op === 'time' || op === 'length' || op === 'maxRun';
  return isTime && amount > 0 ? durationText(amount) : String(amount);
}

function boundText(writing: Writing, measure: Measure, is: Comparison, value: number): string {
  const where = windowText(writing, measure.window);
  switch (measure.op) {
    case 'count': {
      const days = measure.by === 'day' ? ' days with' : '';
      return `there are ${amountText(is, value)}${days} ${eventText(writing, measure.event)} ${where}`;
    }
    case 'distinct':
      return `there are ${amountText(is, value)} ${differentText(writing, measure)} ${where}`;
    case 'sum':
    case 'maxWindow':
      return `${measureText(writing, measure)} is ${much[is]} ${value}`;
    case 'maxRun':
      return `${measureText(writing, measure)} is ${much[is]} ${durationText(value)}`;
    case 'time': {
      const event = eventText(writing, measure.event);
      return `the first of ${event} ${where} comes at an instant ${is} ${writing.calendar.moment(value)}`;
    }
    case 'length':
      return `${fluentText(writing, measure.fluent)} ${lengthText(is, value)} ${where}`;
  }
}

function lengthText(is: Comparison, seconds: number): string {
  return is === '>' && seconds === 0 ? 'at some time' : `for ${many[is]} ${durationText(seconds)}`;
}

function amountText(is: Comparison, value: number): string {
  return value === 0 && (is === '=' || is === '<=') ? 'no' : `${many[is]} ${value}`;
}

export function measureText(writing: Writing, measure: Measure): string {
  const where = windowText(writing, measure.window);
  switch (measure.op) {
    case 'count': {
      const days = measure.by === 'day' ? 'days with ' : '';
      return `the number of ${days}${eventText(writing, measure.event)} ${where}`;
    }
    case 'distinct':
      return `the number of ${differentText(writing, measure)} ${where}`;
    case 'sum':
      return `the sum of "${measure.attribute}" over ${eventText(writing, measure.event)} ${where}`;
    case 'maxWindow':
      return `the most ${eventText(writing, measure.event)} within ${durationText(measure.span)} ${where}`;
    case 'maxRun': {
      const cut =
        measure.measuredTo === undefined
          ? ''
          : ` (measured to ${writing.calendar.moment(measure.measuredTo)})`;
      return `the longest spell in which ${fluentText(writing, measure.fluent)}, of those that start ${where}${cut}`;
    }
    case 'time':
      return `the instant of the first of ${eventText(writing, measure.event)} ${where}`;
    case 'length':
      return `the time for which ${fluentText(writing, measure.fluent)} ${where}`;
  }
}

/** `different actors of strikes`. */
function differentText(writing: Writing, { event, var: name }: Measure & { op: 'distinct' }): string {
  const what = bindingPlaces(patternOf(event), name).map(({ kind, attribute }) =>
    kind === 'attribute' ? `"${attribute}"` : `${kind}s`,
  );
  return `different ${listed(what)} of ${eventText(writing, event)}`;
}
