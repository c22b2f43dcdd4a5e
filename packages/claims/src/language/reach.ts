import type { Asked, Claim, EventTerm, Fluent, Measure, Window } from './terms.ts';
import type { Interval } from '@casus/domain/evidence';

/** Within a tie, an event of a day matters up to three days off, the widest a date without a zone can be. */
const tieSeconds = 3 * 86_400;

type Anchors = ReadonlyMap<string, Interval>;

/**
 * The instants at which an event can matter to a claim: from its lookback to its horizon. After the horizon
 * no further event changes anything.
 */
export function reachOf(claim: Asked): Interval {
  return claimReach(claim, new Map());
}

function claimReach(claim: Asked, anchors: Anchors): Interval {
  if (claim.op === 'choice') return hull(claim.options.flatMap(({ claim: each }) => optionReach(each)));
  if (claim.op === 'at') return fluentReach(claim.fluent, { from: claim.time, to: claim.time + 1 });
  if (claim.op === 'for') return forReach(claim, anchors);
  if ('window' in claim) return windowedReach(claim, anchors);
  return hull(partsOf(claim).map((each) => claimReach(each, anchors)));
}

function optionReach(claim: Claim | null): readonly Interval[] {
  return claim === null ? [] : [claimReach(claim, new Map())];
}

type Windowed = Measure | (Claim & { readonly op: 'edge' });

function windowedReach(term: Windowed, anchors: Anchors): Interval {
  const span = windowReach(term.window, anchors);
  const inner =
    'event' in term
      ? eventReach(term.event, span, anchors)
      : fluentReach(term.fluent, { from: span.from - 1, to: measuredTo(term, span.to) });
  return hull([windowTermReach(term.window, anchors), inner]);
}

function measuredTo(term: Windowed, until: number): number {
  return term.op === 'maxRun' ? Math.max(until, term.measuredTo ?? until) : until;
}

type Compound = Claim & { readonly op: 'compare' | 'and' | 'or' | 'not' | 'given' };

function partsOf(claim: Compound): readonly Asked[] {
  if (claim.op === 'compare') {
    return typeof claim.value === 'number' ? [claim.measure] : [claim.measure, claim.value.measure];
  }
  if (claim.op === 'not') return [claim.claim];
  return claim.op === 'given' ? [claim.claim, claim.condition] : claim.of;
}

function forReach(claim: Claim & { op: 'for' }, anchors: Anchors): Interval {
  const within = windowReach(claim.within, anchors);
  const inner = new Map(anchors).set(claim.as, within);
  return hull([eventReach(claim.event, within, anchors), claimReach(claim.claim, inner)]);
}

/** The instants that a window can contain. */
function windowReach(window: Window, anchors: Anchors): Interval {
  if (window.op === 'between') return { from: window.from, to: window.until };
  if (window.op === 'spell') return { from: window.window.from, to: window.window.until };
  const anchor = anchors.get(window.of) ?? { from: 0, to: 0 };
  return { from: anchor.from + window.moreThan + 1, to: anchor.to + window.atMost };
}

/** The instants that bear on where a window lies. */
function windowTermReach(window: Window, anchors: Anchors): Interval {
  const span = windowReach(window, anchors);
  if (window.op !== 'spell') return span;
  const tied = window.ties === 'unknown' ? 0 : tieSeconds;
  return fluentReach(window.fluent, { from: span.from - 1 - tied, to: span.to + tied });
}

function eventReach(term: EventTerm, span: Interval, anchors: Anchors): Interval {
  switch (term.op) {
    case 'match':
      return span;
    case 'during': {
      const tied = term.ties === 'unknown' ? 0 : tieSeconds;
      return hull([eventReach(term.event, span, anchors), fluentReach(term.fluent, extended(span, tied))]);
    }
    case 'after': {
      const earlier = { from: span.from - term.atMost, to: span.to };
      return hull([eventReach(term.event, span, anchors), eventReach(term.earlier, earlier, anchors)]);
    }
    case 'starts':
      return eventReach(term.event, { from: span.from - term.quiet, to: span.to }, anchors);
    case 'nth':
      return hull([
        windowTermReach(term.window, anchors),
        eventReach(term.event, windowReach(term.window, anchors), anchors),
      ]);
  }
}

function fluentReach(fluent: Fluent, span: Interval): Interval {
  switch (fluent.op) {
    case 'hold': {
      const holds = fluent.openings.map((each) => ('lapse' in each ? each.lapse : each.longest));
      return { from: span.from - Math.max(0, ...holds), to: span.to };
    }
    case 'quiet':
      return eventReach(fluent.event, span, new Map());
    case 'not':
      return fluentReach(fluent.fluent, span);
    case 'and':
    case 'or':
      return hull(fluent.of.map((each) => fluentReach(each, span)));
  }
}

function extended({ from, to }: Interval, seconds: number): Interval {
  return { from: from - seconds, to: to + seconds };
}

function hull(intervals: readonly Interval[]): Interval {
  return {
    from: Math.min(...intervals.map((each) => each.from)),
    to: Math.max(...intervals.map((each) => each.to)),
  };
}
