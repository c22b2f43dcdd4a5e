import type { z } from 'zod';
import type { calibrationShape } from '../shapes/calibration.ts';
import type { BinLine } from './columns.ts';

/** The bins of a calibration: of what stood last, then of all that stood. */
export function binLines({
  last,
  timeWeighted,
}: Pick<z.input<typeof calibrationShape>, 'last' | 'timeWeighted'>): readonly BinLine[] {
  return [
    ...(last?.bins ?? []).map((bin): BinLine => ({ of: 'last', ...bin })),
    ...(timeWeighted?.bins ?? []).map((bin): BinLine => ({ of: 'timeWeighted', ...bin })),
  ];
}
