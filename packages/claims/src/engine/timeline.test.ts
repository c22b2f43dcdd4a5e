import { test, fc } from '@fast-check/vitest';
import { expect } from 'vitest';
import { worldEvent } from '../testing/evidence.ts';
import type { Doubts, Occurrence } from './model.ts';
import { bearingOn, timelineOf } from './timeline.ts';

const drawn = fc.array(
  fc.record({ low: fc.nat(20), length: fc.nat(8), sure: fc.boolean() }).map(({ low, length, sure }) => ({
    low,
    high: low + length,
    sure,
  })),
  { maxLength: 12 },
);

test.prop([drawn, fc.nat(24), fc.nat(24)])(
  'those that come before an instant and bear on another are found with all their doubts',
  (ranges, before, at) => {
    const known = ranges.map((range, index): Occurrence => {
      const event = worldEvent({ type: 'call', at: range.low }, index);
      return { ...range, events: [event], doubts: [{ kind: 'instant', event }] };
    });
    const bearsTo = (each: Occurrence): number => (each.sure ? each.high : Infinity);
    const { count, doubts } = bearingOn(timelineOf(known, bearsTo), before, at);
    const expected = known.filter((each) => each.low < before && bearsTo(each) >= at);
    expect(count).toBe(expected.length);
    expect(new Set(idsIn(doubts))).toEqual(
      new Set(expected.flatMap(({ events }) => events.map(({ id }) => id))),
    );
  },
);

function idsIn(doubts: Doubts): readonly string[] {
  return doubts.flatMap((each) => ('kind' in each ? [each.event.id] : idsIn(each)));
}
