/** Forecasts of options and of numbers and dates, weights by track record, and how far a forecast moved. */
export {
  geometricMeanOfOptions,
  meanOfOptions,
  medianOfOptions,
  optionsAfterMedian,
  recencyWeightedOptions,
} from './options.ts';
export { meanOfCdfs, quantileAverage, recencyWeightedCdf } from './continuous.ts';
export { lastMidnight, reputation, trackRecordWeight, type KnownScore } from './track-record.ts';
export { earthMoversDistance, jeffreysBinary, jeffreysDivergence } from './movement.ts';
