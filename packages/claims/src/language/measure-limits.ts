import type { Refusal } from './draft.ts';
import { didYouMean } from './nearest-word.ts';
import type { EventTerm, Hold, Measure, Opening, Window } from './terms.ts';
import type { Placed } from './walk.ts';
import { equalVariables, patternOf } from './walk.ts';

/** Windows and durations last for ten years at most. */
export const longestSeconds = 10 * 366 * 86_400;

type Refused = Measure & { readonly op: 'distinct' | 'sum' | 'maxRun' };

export function refuseMeasure(each: Placed, measure: Refused): readonly Refusal[] {
  switch (measure.op) {
    case 'distinct':
      return [...refuseInstants(each, measure.event), ...refuseUnboundName(each, measure)];
    case 'sum':
      return [...refuseInstants(each, measure.event), ...refuseRange(each, measure.range)];
    case 'maxRun':
      return refuseCut(each, measure);
  }
}

/** Starts are instants, of which several events may make one: they have no values of their own. */
function refuseInstants({ path }: Placed, event: EventTerm): readonly Refusal[] {
  if (event.op === 'match') return [];
  if (event.op === 'starts') {
    return [{ path: `${path}/event`, message: 'expected events: starts are instants, which have no values' }];
  }
  return refuseInstants({ path, node: event }, event.event);
}

function refuseUnboundName(
  { path }: Placed,
  { event, var: name }: Measure & { readonly op: 'distinct' },
): readonly Refusal[] {
  const bound = equalVariables(patternOf(event));
  if (bound.includes(name)) return [];
  const names = bound.length === 0 ? 'none does' : bound.join(', ');
  const got = `${name}${didYouMean(name, bound)}`;
  return [{ path: `${path}/var`, message: `expected a name that the event binds (${names}); got ${got}` }];
}

function refuseRange({ path }: Placed, { min, max }: { min: number; max: number }): readonly Refusal[] {
  return min <= max ? [] : [{ path: `${path}/range`, message: 'expected min to be at most max' }];
}

function refuseCut(
  { path }: Placed,
  { window, measuredTo }: Measure & { readonly op: 'maxRun' },
): readonly Refusal[] {
  const bounds = boundsOf(window);
  if (measuredTo === undefined) return [];
  const place = `${path}/measuredTo`;
  if (bounds === null) {
    return [{ path: place, message: 'expected nothing: runs of a relative window are cut at its end' }];
  }
  if (measuredTo <= bounds.from)
    return [{ path: place, message: 'expected an instant in the window or after' }];
  if (measuredTo - bounds.from <= longestSeconds) return [];
  return [{ path: place, message: 'expected an instant at most 10 years after the window begins' }];
}

function boundsOf(window: Window): { readonly from: number } | null {
  if (window.op === 'between') return window;
  return window.op === 'spell' ? window.window : null;
}

/** Durations over ten years, which would make the lookback or the horizon so. */
export function refuseDurations({ node, path }: Placed): readonly Refusal[] {
  const written: readonly (readonly [place: string, seconds: number])[] =
    node.op === 'hold'
      ? holdDurations(node)
      : Object.entries(node).flatMap(([key, value]) => (durations.has(key) ? [[key, Number(value)]] : []));
  return written
    .filter(([, seconds]) => seconds > longestSeconds)
    .map(([place]) => ({ path: `${path}/${place}`, message: 'expected at most 10 years' }));
}

const durations: ReadonlySet<string> = new Set(['quiet', 'span', 'moreThan', 'atMost']);

function holdDurations({ openings }: Hold): readonly (readonly [string, number])[] {
  return openings.flatMap((opening, index) =>
    openingDurations(opening).map(([place, seconds]) => [`openings/${index}/${place}`, seconds] as const),
  );
}

function openingDurations(opening: Opening): readonly (readonly [string, number])[] {
  if ('lapse' in opening) return [['lapse', opening.lapse]];
  return [
    ['until/grace', opening.until.grace],
    ['longest', opening.longest],
  ];
}
