import type { IntervalSet } from '../time/interval-set.ts';
import { complementOf, firstFrom, intersectionOf, spread, unionOf } from '../time/interval-set.ts';
import type { Edge, FluentState } from './model.ts';

export function bothOf(a: FluentState, b: FluentState): FluentState {
  return trimmed({
    sure: intersectionOf(a.sure, b.sure),
    possible: intersectionOf(a.possible, b.possible),
    ...unitedEdges(a, b),
    openers: new Set([...a.openers].filter((id) => b.openers.has(id))),
  });
}

export function eitherOf(a: FluentState, b: FluentState): FluentState {
  return trimmed({
    sure: unionOf([...a.sure, ...b.sure]),
    possible: unionOf([...a.possible, ...b.possible]),
    ...unitedEdges(a, b),
    openers: new Set([...a.openers, ...b.openers]),
  });
}

export function noneOf(state: FluentState): FluentState {
  return {
    ...state,
    sure: complementOf(state.possible),
    possible: complementOf(state.sure),
    rises: state.falls,
    falls: state.rises,
    edges: state.edges.map((edge): Edge => ({ ...edge, kind: edge.kind === 'start' ? 'end' : 'start' })),
    openers: new Set(),
  };
}

function unitedEdges(
  a: FluentState,
  b: FluentState,
): Pick<FluentState, 'rises' | 'falls' | 'unreadTurns' | 'edges' | 'parts'> {
  return {
    rises: unionOf([...a.rises, ...b.rises]),
    falls: unionOf([...a.falls, ...b.falls]),
    unreadTurns: unionOf([...a.unreadTurns, ...b.unreadTurns]),
    edges: [...a.edges, ...b.edges],
    parts: [...a.parts, ...b.parts],
  };
}

/** Leaves only edges that can be: on now and off the second before, or the reverse. */
export function trimmed(state: FluentState): FluentState {
  const rises = intersectionOf(state.rises, intersectionOf(state.possible, after(complementOf(state.sure))));
  const falls = intersectionOf(state.falls, intersectionOf(complementOf(state.sure), after(state.possible)));
  const edges = state.edges.filter(({ kind, low, high }) => {
    const where = kind === 'start' ? rises : falls;
    return firstFrom(where, low) <= high;
  });
  return { ...state, rises, falls, edges };
}

function after(set: IntervalSet): IntervalSet {
  return spread(set, 1, 1);
}
