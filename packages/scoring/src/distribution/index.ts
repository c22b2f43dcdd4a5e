/** Continuous forecasts: quantiles → CDF at 201 points → probabilities of 202 buckets. */
export { bucketOf, cdfOfPmf, checkCdf, checkRange, INNER_BUCKETS, pmfOfCdf, type Range } from './scale.ts';
export {
  interpolateQuantiles,
  liftCdf,
  quantilesToCdf,
  type OutsideMass,
  type Quantile,
} from './quantiles.ts';
export {
  cdfOn,
  dayAt,
  dayOutcome,
  pmfOn,
  quartilesOf,
  scaleOf,
  type Scale,
  type Spread,
} from './asked-scale.ts';
