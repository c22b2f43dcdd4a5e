import type { EventRow } from '@casus/domain/world';
import { z } from 'zod';
import { isoOfSecond } from '../times.ts';

/** An instant that lies between two; the same twice where it is known exactly. */
export const edgeShape = z
  .object({ earliest: z.iso.datetime(), latest: z.iso.datetime() })
  .describe('The same instant twice where it is known exactly.');

export type EdgeView = z.infer<typeof edgeShape>;

export interface Edge {
  /** UTC seconds. */
  readonly low: number;
  readonly high: number;
}

export function edgeView({ low, high }: Edge): EdgeView {
  return { earliest: isoOfSecond(low), latest: isoOfSecond(high) };
}

/** When it happened: the first and the last second that it may lie in. */
export function timeOf({ interval }: EventRow): Edge {
  return { low: interval.from, high: interval.to - 1 };
}

/** The instants between which a date attribute ends; null where it is absent. */
export function endOf({ attributes }: EventRow, name: string): Edge | null {
  const ends = (attributes[name] ?? []).flatMap((value) =>
    typeof value === 'object' && 'ends' in value ? value.ends : [],
  );
  return ends.length === 0 ? null : { low: Math.min(...ends), high: Math.max(...ends) };
}

/** What reports say of an attribute; several words where they differ, null where none says it. */
export function wordOf({ attributes }: EventRow, name: string): string | null {
  const words = (attributes[name] ?? []).flatMap((value) =>
    typeof value === 'object' ? [] : [String(value)],
  );
  return words.length === 0 ? null : words.join(' / ');
}
