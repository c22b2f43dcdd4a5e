import { jeffreysBinary } from '@casus/scoring/pools';
import type { CrowdView, MovementView } from '../shapes/forecast.ts';
import type { ForecastRow } from '../store/rows.ts';
import { isoOf } from '../times.ts';

export function crowdView({ at, n, probability, quartiles }: ForecastRow): CrowdView {
  return { at: isoOf(at), n, probability, quartiles: quartiles && [...quartiles] };
}

/** Null while there was no forecast a day before. */
export function movementView(before: ForecastRow | null, now: ForecastRow | null): MovementView | null {
  const [from, to] = [valueOf(before), valueOf(now)];
  if (from === null || to === null) return null;
  const isBinary = now?.probability !== null;
  return { from, to, bits: isBinary ? jeffreysBinary(from, to) : null };
}

function valueOf(row: ForecastRow | null): number | null {
  return row?.probability ?? row?.quartiles?.[1] ?? null;
}
