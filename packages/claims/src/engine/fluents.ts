import type { Fluent } from '../language/terms.ts';
import { complementOf, spread, unionOf } from '../time/interval-set.ts';
import { bothOf, eitherOf, noneOf, trimmed } from './fluent-state.ts';
import { remembered } from './frame.ts';
import { holdState } from './hold.ts';
import { rangeSet } from './occurrences.ts';
import type { Edge, FluentState, Frame, Occurrence, Occurrences } from './model.ts';

/** When a fluent holds, as far as is known in this cell. */
export function fluentState(frame: Frame, fluent: Fluent): FluentState {
  return remembered(frame, fluent, () => {
    switch (fluent.op) {
      case 'hold':
        return holdState(frame, fluent);
      case 'quiet':
        return quietState(frame.terms.occurrences(frame, fluent.event));
      case 'and':
        return fluent.of.map((each) => fluentState(frame, each)).reduce(bothOf);
      case 'or':
        return fluent.of.map((each) => fluentState(frame, each)).reduce(eitherOf);
      case 'not':
        return noneOf(fluentState(frame, fluent.fluent));
    }
  });
}

/** Off in the seconds of the events, on elsewhere. */
function quietState({ known, unknown }: Occurrences): FluentState {
  const loud = unionOf([...rangeSet(known), ...unknown]);
  const surelyLoud = rangeSet(known.filter((each) => each.sure && each.low === each.high));
  return trimmed({
    sure: complementOf(loud),
    possible: complementOf(surelyLoud),
    rises: spread(loud, 1, 1),
    falls: loud,
    unreadTurns: unionOf([...unknown, ...spread(unknown, 1, 1)]),
    edges: known.flatMap(edgesOf),
    openers: new Set(),
    parts: known.map((occurrence) => ({ occurrence, low: occurrence.low, high: occurrence.high + 1 })),
  });
}

function edgesOf({ low, high, events }: Occurrence): readonly Edge[] {
  const [event] = events;
  const interval = events.length === 1 && event !== undefined ? event.interval : null;
  const by = event?.id ?? null;
  const after = interval === null ? null : { from: interval.from + 1, to: interval.to + 1 };
  return [
    { kind: 'end', low, high, interval, by },
    { kind: 'start', low: low + 1, high: high + 1, interval: after, by },
  ];
}
