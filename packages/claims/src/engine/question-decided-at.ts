import type { Choice, TimeMeasure } from '../language/terms.ts';
import { optionsIn } from './choice.ts';
import type { AskedDays } from './days.ts';
import { bucketOf, endOfDay, zoneOf } from './days.ts';
import { measureDecidedAt } from './comparison-decided-at.ts';
import { decidedAt } from './decided-at.ts';
import { measured } from './measures.ts';
import type { Frame } from './model.ts';
import type { ClaimQuestion } from './outcome.ts';
import { spanOf } from './windows.ts';

/** When what is asked came to be decided, in a cell that has a single value for it. */
export function questionDecidedAt(frame: Frame, question: ClaimQuestion): number {
  switch (question.kind) {
    case 'binary':
      return decidedAt(frame, question.claim);
    case 'numeric':
      return measureDecidedAt(frame, question.claim);
    case 'date':
      return dateDecidedAt(frame, question.claim, question.days);
    case 'choice':
      return choiceDecidedAt(frame, question.claim);
  }
}

/** A day is decided by what happens on it; `later` when the last day or the window is over. */
function dateDecidedAt(frame: Frame, measure: TimeMeasure, days: AskedDays): number {
  const zone = zoneOf(measure.window);
  const { low } = measured(frame, measure);
  if (bucketOf(low, zone, days) !== 'later') return low;
  return Math.min(spanOf(frame, measure.window).end.low, endOfDay(days.last, zone));
}

/** All options up to the one that came about had to be decided. */
function choiceDecidedAt(frame: Frame, choice: Choice): number {
  const [chosen] = optionsIn(frame, choice);
  const until = chosen === undefined || chosen === 'void' ? voidedBy(frame, choice) : chosen.index;
  const needed = choice.options.slice(0, until + 1).flatMap(({ claim }) => (claim === null ? [] : [claim]));
  return Math.max(...needed.map((claim) => decidedAt(frame, claim)));
}

/** Place of the first option that makes it void. */
function voidedBy(frame: Frame, choice: Choice): number {
  return choice.options.findIndex((_, index) =>
    optionsIn(frame, { ...choice, options: choice.options.slice(0, index + 1) }).includes('void'),
  );
}
