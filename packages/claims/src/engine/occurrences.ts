import type { WorldEvent } from '@casus/domain/evidence';
import type { Pattern } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { intersectionOf, unionOf } from '../time/interval-set.ts';
import { eventIn } from './doubts.ts';
import type { Doubt, Doubts, Frame, Occurrence, Occurrences, Range } from './model.ts';
import { remembered, uncoveredOf } from './frame.ts';
import { candidatesOf, matchIn } from './match.ts';
import type { Truth } from './truth.ts';
import { allOf } from './truth.ts';

/** What a pattern yields. */
export function matching(frame: Frame, pattern: Pattern): Occurrences {
  return remembered(frame, pattern, () => ({
    known: candidatesOf(frame, pattern).flatMap((event) => occurrenceOf(frame, pattern, event)),
    unknown: uncoveredOf(frame, pattern),
  }));
}

function occurrenceOf(frame: Frame, pattern: Pattern, event: WorldEvent): readonly Occurrence[] {
  const each = eventIn(frame.cell, event);
  if (each === null) return [];
  const { truth, doubts } = matchIn(frame, pattern, each);
  if (truth === 'no') return [];
  const happened: Doubt[] = each.sure ? [] : [{ kind: 'happened', event }];
  const instant: Doubt[] = each.low < each.high ? [{ kind: 'instant', event }] : [];
  return [
    {
      events: [event],
      low: each.low,
      high: each.high,
      sure: each.sure && truth === 'yes',
      doubts: [...happened, ...doubts, ...instant],
    },
  ];
}

/** Those that pass a test; one that passes in some completions only is no longer sure. */
export function filtered(
  known: readonly Occurrence[],
  test: (each: Occurrence) => { readonly truth: Truth; readonly doubts: Doubts },
): readonly Occurrence[] {
  return known.flatMap((each) => {
    const { truth, doubts } = test(each);
    if (truth === 'no') return [];
    return [{ ...each, sure: each.sure && truth === 'yes', doubts: [each.doubts, doubts] }];
  });
}

/** Whether two occurrences are of one event, so that they lie at one instant. */
export function isSameEvent(a: Occurrence, b: { readonly events: readonly WorldEvent[] }): boolean {
  const [only] = a.events;
  const [other] = b.events;
  return a.events.length === 1 && b.events.length === 1 && only?.id === other?.id;
}

/** Whether `b` lies between `least` and `most` seconds after `a`, both included. */
export function liesAfter(a: Range, b: Range, least: number, most: number): Truth {
  const tooEarly = b.high < a.low + least;
  const tooLate = b.low > a.high + most;
  if (tooEarly || tooLate) return 'no';
  return allOf([b.low >= a.high + least ? 'yes' : 'maybe', b.high <= a.low + most ? 'yes' : 'maybe']);
}

export function rangeSet(ranges: readonly Range[]): IntervalSet {
  return unionOf(ranges.map(({ low, high }) => ({ from: low, to: high + 1 })));
}

export function within(set: IntervalSet, low: number, high: number): IntervalSet {
  return intersectionOf(set, [{ from: low, to: high + 1 }]);
}
