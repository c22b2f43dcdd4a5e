/** Forecasts from the standing predictions of many; each at an instant, of the latest of each forecaster. */
export {
  addOdds,
  extremise,
  extremisedOdds,
  geometricMeanOfOdds,
  neymanRoughgarden,
  neymanRoughgardenFactor,
  removeOdds,
  replaceOdds,
  tallyForecast,
} from './odds.ts';
export { addValue, EMPTY_TALLY, removeValue, tallyMean, type Tally } from './tally.ts';
export { medianForecast, recencyWeightedMedian, recencyWeights, weightedMean } from './median.ts';
export { weightedPercentile, weightedQuartiles, type Quartiles } from './percentile.ts';
export { startRunningMedian } from './running-median.ts';
export { standingAt } from './standing-at.ts';
export { highestDensityTrimmedMean, trimmedMean } from './trimmed.ts';
