import type { z } from 'zod';
import type { Agreement, Calibration } from '../reputation/calibration.ts';
import type { agreementShape, calibrationShape } from '../shapes/calibration.ts';

export function calibrationView(found: Calibration, seed: number): z.input<typeof calibrationShape> {
  const { last, timeWeighted, ...rest } = found;
  return {
    ...rest,
    last: last && agreementView(last),
    timeWeighted: timeWeighted && agreementView(timeWeighted),
    seed,
  };
}

function agreementView({ bins, corp, ...rest }: Agreement): z.input<typeof agreementShape> {
  return { ...rest, bins: [...bins], corp: { ...corp, curve: [...corp.curve] } };
}
