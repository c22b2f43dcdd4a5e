import type { EventTerm } from '../language/terms.ts';
import { containsAll, intersectionOf, meets, unionOf } from '../time/interval-set.ts';
import { followersOf } from './after.ts';
import { remembered } from './frame.ts';
import { nthOf } from './nth.ts';
import { filtered, matching } from './occurrences.ts';
import { startsOf } from './starts.ts';
import { edgesOf, judged, tiedInstants, tiedTo } from './ties.ts';
import type { Truth } from './truth.ts';
import { doubtsWithin, occurringIn, spanOf } from './windows.ts';
import type { FluentState, Frame, Occurrence, Occurrences } from './model.ts';

/** What an event term yields, as far as is known in this cell. */
export function occurrencesOf(frame: Frame, term: EventTerm): Occurrences {
  return remembered(frame, term, () => {
    switch (term.op) {
      case 'match':
        return matching(frame, term);
      case 'during':
        return occurringDuring(frame, term);
      case 'after':
        return followersOf(frame, term);
      case 'starts':
        return startsOf(occurrencesOf(frame, term.event), term.quiet);
      case 'nth':
        return nthOf(occurringIn(occurrencesOf(frame, term.event), spanOf(frame, term.window)), term.n);
    }
  });
}

function occurringDuring(frame: Frame, term: EventTerm & { op: 'during' }): Occurrences {
  const state = frame.terms.fluent(frame, term.fluent);
  const all = occurrencesOf(frame, term.event);
  const edges = edgesOf(state);
  const tied = term.ties === 'inside' ? tiedInstants(edges) : [];
  return {
    known: filtered(all.known, (each) => {
      const truth = judged(holdsAt(state, each), term.ties, () => tiedTo(each, edges));
      return { truth, doubts: truth === 'maybe' ? doubtsWithin(state, each.low, each.high) : [] };
    }),
    unknown: intersectionOf(all.unknown, unionOf([...state.possible, ...tied])),
  };
}

/** Whether a fluent holds when something occurs; an opening makes it hold at its own instant. */
function holdsAt(state: FluentState, each: Occurrence): Truth {
  const opens = each.events.length > 0 && each.events.every(({ id }) => state.openers.has(id));
  if (opens || containsAll(state.sure, each.low, each.high)) return 'yes';
  return meets(state.possible, each.low, each.high) ? 'maybe' : 'no';
}
