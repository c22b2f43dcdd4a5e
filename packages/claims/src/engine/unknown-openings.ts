import type { Opening } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { intersectionOf, spread, unionOf } from '../time/interval-set.ts';
import { uncoveredOf } from './frame.ts';
import type { Frame } from './model.ts';

/** What openings that nobody has read yet may do to a fluent. */
export interface UnknownHolding {
  readonly openings: IntervalSet;
  readonly holding: IntervalSet;
  readonly ends: IntervalSet;
}

interface SureEnding {
  readonly ends: 'all' | 'only';
  readonly low: number;
  readonly high: number;
  readonly sure: boolean;
}

/**
 * An unread opening can be anywhere that is not covered. One that comes before a sure ending of everything is
 * over with it; of those that name a root only, an unread opening can always be another.
 */
export function unknownHolding(
  frame: Frame,
  opening: Opening,
  endings: readonly SureEnding[],
): UnknownHolding {
  const openings = uncoveredOf(frame, opening.event);
  const [least, most] = 'lapse' in opening ? [opening.lapse, opening.lapse] : [1, opening.longest];
  const over = endings.filter((each) => each.sure && each.ends === 'all');
  const holding = over.reduce<IntervalSet>(
    (held, ending) => intersectionOf(held, notEndedBy(openings, most, ending)),
    spread(openings, 0, most - 1),
  );
  return { openings, holding, ends: spread(openings, least, most) };
}

/** Seconds at which an unread opening may hold in spite of an ending. */
function notEndedBy(openings: IntervalSet, most: number, ending: SureEnding): IntervalSet {
  const later = intersectionOf(openings, [{ from: ending.low, to: Infinity }]);
  return unionOf([{ from: -Infinity, to: ending.high }, ...spread(later, 0, most - 1)]);
}
