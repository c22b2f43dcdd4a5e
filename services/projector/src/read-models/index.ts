import type { Projection } from '@casus/projection';
import { forecastsProjection } from './forecasts.ts';
import { questionsProjection } from './questions.ts';
import { scoresProjection } from './scores.ts';
import { worldProjection } from './world.ts';

/** Every read model, in the order in which they fold a record: a later one may read the tables of those before. */
export const projections: readonly Projection[] = [
  worldProjection,
  questionsProjection,
  forecastsProjection,
  scoresProjection,
];
