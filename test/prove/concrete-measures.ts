import type { EventTerm, Measure, Window } from '@casus/claims/terms';
import type { ConcreteEvent, World } from './concrete-world.ts';
import { bound } from './concrete-world.ts';
import { first, happenings, holds, inWindow, last, windowOf } from './concrete.ts';

/** What a measure comes to in one completed world. */
export function measureIn(world: World, measure: Measure): number {
  if (measure.op === 'length') return secondsHeld(world, measure);
  if (measure.op === 'maxRun') return longestRun(world, measure);
  const counted = counting(world, measure);
  switch (measure.op) {
    case 'count':
      if (measure.by === 'event') return counted.length;
      return new Set(counted.map(({ at }) => dayOf(at, measure))).size;
    case 'distinct':
      return new Set(counted.map((event) => bound(world, measure.event, event).variables[measure.var])).size;
    case 'sum':
      return counted.reduce((total, { attributes }) => total + Number(attributes[measure.attribute]), 0);
    case 'maxWindow':
      return most(counted, measure.span);
    case 'time':
      return Math.min(...counted.map(({ at }) => at));
  }
}

/** The most of them within one stretch, wherever it begins. */
function most(events: readonly ConcreteEvent[], span: number): number {
  const within = (start: number): number =>
    events.filter(({ at }) => start <= at && at < start + span).length;
  return Math.max(0, ...events.map(({ at }) => within(at)));
}

function secondsHeld(world: World, { window, fluent }: Measure & { op: 'length' }): number {
  const bounds = windowOf(world, window);
  if (bounds === null) return 0;
  let held = 0;
  for (let second = bounds[0]; second < bounds[1]; second += 1) {
    if (holds(world, fluent, second)) held += 1;
  }
  return held;
}

function counting(
  world: World,
  { event, window }: { readonly event: EventTerm; readonly window: Window },
): readonly ConcreteEvent[] {
  return inWindow(world, happenings(world, event), window);
}

/** Of the runs that begin in the window, second by second. */
function longestRun(world: World, { fluent, window, measuredTo }: Measure & { op: 'maxRun' }): number {
  const bounds = windowOf(world, window);
  if (bounds === null) return 0;
  const [from, until] = bounds;
  let longest = 0;
  for (let start = Math.max(from, first); start < Math.min(until, last); start += 1) {
    if (holds(world, fluent, start - 1)) continue;
    let second = start;
    while (second < (measuredTo ?? until) && holds(world, fluent, second)) second += 1;
    longest = Math.max(longest, second - start);
  }
  return longest;
}

function dayOf(at: number, { window }: Measure & { op: 'count' }): number {
  if (window.op !== 'between') throw new Error('a small world counts days in plain windows only');
  const [offset] = window.offsets;
  return Math.floor((at + (offset?.[1] ?? 0)) / 86_400);
}
