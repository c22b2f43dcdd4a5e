import { countBelow } from '@casus/domain/halving';
import { firstFrom, meeting } from '../time/interval-set.ts';
import type { FluentState, Range } from '../engine/model.ts';
import type { Spell } from './schema.ts';

/** The spells of a fluent that touch a stretch of time, with what opened, renewed and ended each. */
export function spellsOf(
  state: FluentState,
  within: { readonly from: number; readonly to: number },
): readonly Omit<Spell, 'path'>[] {
  const openings = openingsOf(state).filter(({ high }) => high >= within.from);
  const openingsFrom = lookup(openings.map(({ low, id }) => ({ low, high: low, id })));
  const endingsIn = lookup(endingsOf(state));
  return meeting(state.possible, within.from, within.to - 1).map(({ from, to }) => {
    const sure = firstFrom(state.sure, from);
    const lastSure = meeting(state.sure, from, to - 1).at(-1);
    const start = { low: bounded(from), high: bounded(Math.min(sure, to)) };
    const end = { low: bounded(lastSure?.to ?? from), high: bounded(to) };
    return {
      start,
      end,
      openings: openingsFrom(from, to - 1),
      endings: endingsIn(end.low, end.high),
    };
  });
}

interface Bearing extends Range {
  readonly id: string;
}

function openingsOf(state: FluentState): readonly Bearing[] {
  const opens = new Set(state.openers);
  for (const { kind, by } of state.edges) {
    if (kind === 'start' && by !== null) opens.add(by);
  }
  return state.parts.flatMap(({ occurrence, low, high }) =>
    occurrence.events.flatMap(({ id }) => (opens.has(id) ? [{ id, low, high }] : [])),
  );
}

/** What can make it end. */
function endingsOf({ edges }: FluentState): readonly Bearing[] {
  return edges.flatMap(({ kind, low, high, by }) =>
    kind === 'end' && by !== null ? [{ id: by, low, high }] : [],
  );
}

/** Ids of those that have a second between two, each once and in the order given; a spell is not compared with all. */
function lookup(all: readonly Bearing[]): (low: number, high: number) => string[] {
  const places = new Map(all.map((each, place) => [each, place]));
  const placeOf = (each: Bearing): number => places.get(each) ?? 0;
  const inOrder = all.toSorted((a, b) => a.low - b.low);
  const lows = inOrder.map((each) => each.low);
  const latest: number[] = [];
  for (const { high } of inOrder) latest.push(Math.max(high, latest.at(-1) ?? -Infinity));
  return (low, high) => {
    const found = inOrder
      .slice(countBelow(latest, low), countBelow(lows, high + 1))
      .filter((each) => each.high >= low);
    return [...new Set(found.toSorted((a, b) => placeOf(a) - placeOf(b)).map(({ id }) => id))];
  };
}

/** Infinite seconds as far ones, which JSON can hold. */
function bounded(second: number): number {
  const far = 8_640_000_000_000;
  return Math.max(-far, Math.min(far, second));
}
