import type { WorldEvent } from '@casus/domain/evidence';
import type { Asked, Scalar } from '../language/terms.ts';
import { patternsOf } from '../language/walk.ts';
import { criticalInstants, relevantEvents } from './critical.ts';
import { choose, eventIn } from './doubts.ts';
import { comparable } from './match.ts';
import type { Cell, Completed, Doubt, Frame } from './model.ts';
import { otherValue } from './model.ts';

/** Intervals up to this long are split into their seconds. */
const smallSeconds = 16;

/** How doubts divide a cell; computed once per evaluation, where it is needed at all. */
export interface Splitter {
  /** Smaller cells that together are the whole one; a single one where the doubt cannot be divided. */
  split(cell: Cell, doubt: Doubt): readonly Cell[];
}

export function splitterFor(frame: Frame, claim: Asked): Splitter {
  const instants = criticalInstants(frame, claim);
  const values = valuesInPlay(frame, claim);
  return {
    split(cell, doubt) {
      switch (doubt.kind) {
        case 'happened':
          return [true, false].map((happened) => choose(cell, doubt.event, { happened }));
        case 'instant':
          return splitInstant(cell, doubt.event, instants);
        case 'attribute':
          return splitAttribute(cell, doubt, values);
        case 'date':
          return splitDate(cell, doubt);
      }
    },
  };
}

function splitInstant(cell: Cell, event: WorldEvent, instants: readonly number[]): readonly Cell[] {
  const each = eventIn(cell, event);
  if (each === null) return [cell];
  const { low, high } = each;
  const length = high - low + 1;
  const cuts =
    length <= smallSeconds
      ? Array.from({ length: length - 1 }, (_, index) => low + index + 1)
      : instants.filter((instant) => low < instant && instant <= high);
  const bounds = [low, ...cuts, high + 1];
  return bounds
    .slice(1)
    .map((to, index) => choose(cell, event, { within: { from: bounds[index] ?? low, to } }));
}

/** The values that a doubtful attribute is completed by: those of the claim and its events, or another. */
function valuesInPlay(frame: Frame, claim: Asked): readonly Completed[] {
  const tested = patternsOf(claim).flatMap((pattern) => (pattern.where ?? []).map((test) => test.attribute));
  const reported = relevantEvents(frame, claim).flatMap((event) =>
    tested
      .flatMap((name) => event.attributes[name] ?? [])
      .flatMap((value): readonly Scalar[] => {
        const known = comparable(value);
        if (known === null || typeof known === 'symbol') return [];
        return typeof known === 'object' ? known : [known];
      }),
  );
  const constants = [...frame.shared.constants.values()].flat();
  return [...new Set<Completed>([...constants, ...reported]), otherValue];
}

function splitAttribute(cell: Cell, doubt: Doubt, values: readonly Completed[]): readonly Cell[] {
  const name = doubt.attribute ?? '';
  if (cell.get(doubt.event.id)?.attributes?.[name] !== undefined) return [cell];
  const [only, ...others] = doubt.event.attributes[name] ?? [];
  if (only !== undefined && others.length === 0 && comparable(only) !== null) return [cell];
  return values.map((value) => choose(cell, doubt.event, { attributes: { [name]: value } }));
}

function splitDate(cell: Cell, doubt: Doubt): readonly Cell[] {
  const name = doubt.attribute ?? '';
  if (cell.get(doubt.event.id)?.ends?.[name] !== undefined) return [cell];
  const values = doubt.event.attributes[name] ?? [];
  const [only] = values;
  if (values.length !== 1 || typeof only !== 'object' || !('ends' in only)) return [cell];
  return only.ends.map((end) => choose(cell, doubt.event, { ends: { [name]: end } }));
}
