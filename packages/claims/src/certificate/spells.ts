import { firstFrom } from '../time/interval-set.ts';
import type { Edge, FluentState } from '../engine/model.ts';
import type { Spell } from './schema.ts';

/** The spells of a fluent that touch a stretch of time, with what opened, renewed and ended each. */
export function spellsOf(
  state: FluentState,
  within: { readonly from: number; readonly to: number },
): readonly Omit<Spell, 'path'>[] {
  return state.possible
    .filter(({ from, to }) => from < within.to && to > within.from)
    .map(({ from, to }) => {
      const sure = firstFrom(state.sure, from);
      const start = { low: bounded(from), high: bounded(Math.min(sure, to)) };
      const end = { low: bounded(endOfSure(state, from, to)), high: bounded(to) };
      return {
        start,
        end,
        openings: idsOf(
          state,
          (part) =>
            part.low >= from && part.low < to && part.high >= within.from && isOpening(state, part.id),
        ),
        endings: edgesAt(state.edges, end.low, end.high),
      };
    });
}

function endOfSure(state: FluentState, from: number, to: number): number {
  const last = state.sure.filter((each) => each.from < to && each.to > from).at(-1);
  return last?.to ?? from;
}

interface Bearing {
  readonly id: string;
  readonly low: number;
  readonly high: number;
}

function idsOf(state: FluentState, test: (part: Bearing) => boolean): string[] {
  const parts = state.parts.flatMap(({ occurrence, low, high }) =>
    occurrence.events.map(({ id }): Bearing => ({ id, low, high })),
  );
  return [...new Set(parts.filter(test).map(({ id }) => id))];
}

function isOpening(state: FluentState, id: string): boolean {
  return state.openers.has(id) || state.edges.some((edge) => edge.kind === 'start' && edge.by === id);
}

/** Ids of what can make it end in these seconds. */
function edgesAt(edges: readonly Edge[], low: number, high: number): string[] {
  const found = edges.filter((edge) => edge.kind === 'end' && edge.low <= high && edge.high >= low);
  return [...new Set(found.flatMap(({ by }) => (by === null ? [] : [by])))];
}

/** Infinite seconds as far ones, which JSON can hold. */
function bounded(second: number): number {
  const far = 8_640_000_000_000;
  return Math.max(-far, Math.min(far, second));
}
