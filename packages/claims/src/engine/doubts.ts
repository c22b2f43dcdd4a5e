import type { WorldEvent } from '@casus/domain/evidence';
import type { Cell, CellEvent, Choice, Doubt } from './model.ts';

export function doubtKey(doubt: Doubt): string {
  return `${doubt.kind} ${doubt.attribute ?? ''} ${doubt.event.id}`;
}

export const wholeCell: Cell = new Map();

export function choose(cell: Cell, event: WorldEvent, choice: Choice): Cell {
  const before = cell.get(event.id) ?? {};
  const attributes = { ...before.attributes, ...choice.attributes };
  const ends = { ...before.ends, ...choice.ends };
  return new Map(cell).set(event.id, { ...before, ...choice, attributes, ends });
}

/** Null for an event that did not happen in this cell. */
export function eventIn(cell: Cell, event: WorldEvent): CellEvent | null {
  const choice = cell.get(event.id) ?? {};
  if (choice.happened === false) return null;
  const { from, to } = choice.within ?? event.interval;
  const sure = choice.happened === true || event.status === 'certain';
  return { event, low: from, high: to - 1, sure, choice };
}
