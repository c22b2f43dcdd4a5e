/** Forecasts from the standing predictions of many; each at an instant, of the latest of each forecaster. */
export {
  addOdds,
  EMPTY_TALLY,
  geometricMeanOfOdds,
  removeOdds,
  replaceOdds,
  tallyForecast,
  type OddsTally,
} from './odds.ts';
