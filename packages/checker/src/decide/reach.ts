import type { Choice, Claim, EventTerm, Fluent, Measure, Window } from '@casus/claims/terms';
import type { Stretch } from './seconds.ts';

/** A report of a day may lie up to three days off, where its zone is not known: so far does a tie look. */
const tieReach = 3 * 86_400;

type Anchors = Readonly<Record<string, Stretch>>;

/** The seconds outside of which nothing that happens can change what a claim or measure comes to. */
export function reachOf(asked: Claim | Measure | Choice, anchors: Anchors = {}): Stretch {
  switch (asked.op) {
    case 'choice':
      return hull(...asked.options.flatMap(({ claim }) => (claim === null ? [] : [reachOf(claim)])));
    case 'at':
      return ofFluent(asked.fluent, { from: asked.time, to: asked.time + 1 });
    case 'for': {
      const within = spanOf(asked.within, anchors);
      const inside = reachOf(asked.claim, { ...anchors, [asked.as]: within });
      return hull(ofEvent(asked.event, within, anchors), inside);
    }
    case 'compare': {
      const bound = typeof asked.value === 'number' ? [] : [reachOf(asked.value.measure, anchors)];
      return hull(reachOf(asked.measure, anchors), ...bound);
    }
    case 'and':
    case 'or':
      return hull(...asked.of.map((each) => reachOf(each, anchors)));
    case 'not':
      return reachOf(asked.claim, anchors);
    case 'given':
      return hull(reachOf(asked.claim, anchors), reachOf(asked.condition, anchors));
    case 'count':
    case 'distinct':
    case 'sum':
    case 'maxWindow':
    case 'maxRun':
    case 'length':
    case 'time':
    case 'edge':
      return ofWindowed(asked, anchors);
  }
}

type Windowed = Measure | (Claim & { readonly op: 'edge' });

function ofWindowed(asked: Windowed, anchors: Anchors): Stretch {
  const span = spanOf(asked.window, anchors);
  const term =
    'event' in asked
      ? ofEvent(asked.event, span, anchors)
      : ofFluent(asked.fluent, before(measured(asked, span)));
  return hull(ofWindow(asked.window, anchors), term);
}

/** A run may be measured beyond the window. */
function measured(term: Windowed, { from, to }: Stretch): Stretch {
  return { from, to: term.op === 'maxRun' ? Math.max(to, term.measuredTo ?? to) : to };
}

/** An edge looks at the second before. */
function before({ from, to }: Stretch): Stretch {
  return { from: from - 1, to };
}

function spanOf(window: Window, anchors: Anchors): Stretch {
  if (window.op === 'between') return { from: window.from, to: window.until };
  if (window.op === 'spell') return spanOf(window.window, anchors);
  const { from, to } = anchors[window.of] ?? { from: 0, to: 0 };
  return { from: from + window.moreThan + 1, to: to + window.atMost };
}

function ofWindow(window: Window, anchors: Anchors): Stretch {
  const span = spanOf(window, anchors);
  return window.op === 'spell' ? ofFluent(window.fluent, wider(before(span), window.ties)) : span;
}

function wider({ from, to }: Stretch, ties: 'unknown' | 'inside' | 'outside'): Stretch {
  const by = ties === 'unknown' ? 0 : tieReach;
  return { from: from - by, to: to + by };
}

function ofEvent(term: EventTerm, span: Stretch, anchors: Anchors): Stretch {
  switch (term.op) {
    case 'match':
      return span;
    case 'during':
      return hull(ofEvent(term.event, span, anchors), ofFluent(term.fluent, wider(span, term.ties)));
    case 'after': {
      const earlier = { from: span.from - term.atMost, to: span.to };
      return hull(ofEvent(term.event, span, anchors), ofEvent(term.earlier, earlier, anchors));
    }
    case 'starts':
      return ofEvent(term.event, { from: span.from - term.quiet, to: span.to }, anchors);
    case 'nth': {
      const inside = spanOf(term.window, anchors);
      return hull(ofWindow(term.window, anchors), ofEvent(term.event, inside, anchors));
    }
  }
}

function ofFluent(fluent: Fluent, span: Stretch): Stretch {
  switch (fluent.op) {
    case 'hold': {
      const holds = fluent.openings.map((each) => ('lapse' in each ? each.lapse : each.longest));
      return { from: span.from - Math.max(0, ...holds), to: span.to };
    }
    case 'quiet':
      return ofEvent(fluent.event, span, {});
    case 'not':
      return ofFluent(fluent.fluent, span);
    case 'and':
    case 'or':
      return hull(...fluent.of.map((each) => ofFluent(each, span)));
  }
}

function hull(...all: readonly Stretch[]): Stretch {
  return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
}
