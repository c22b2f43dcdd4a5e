import type { Aggregate } from '@casus/domain/records';
import {
  extremise,
  highestDensityTrimmedMean,
  neymanRoughgardenFactor,
  recencyWeightedMedian,
  tallyForecast,
  tallyMean,
  trimmedMean,
} from '@casus/scoring/aggregates';
import type { Tally } from '@casus/scoring/aggregates';
import { quartilesOf } from '@casus/scoring/distribution';
import type { Range } from '@casus/scoring/distribution';
import {
  geometricMeanOfOptions,
  meanOfCdfs,
  meanOfOptions,
  medianOfOptions,
  quantileAverage,
  recencyWeightedCdf,
  recencyWeightedOptions,
} from '@casus/scoring/pools';

/**
 * What an aggregate says: a probability, of a median with its quartiles; of a number quartiles alone, of a date in
 * seconds of Unix time; of a choice the probabilities in the order of its options.
 */
export interface CrowdValue {
  readonly probability: number | null;
  readonly quartiles: readonly [number, number, number] | null;
  readonly options?: readonly number[];
}

export type CrowdValues = Readonly<Partial<Record<Aggregate, CrowdValue>>>;

/** The factor of the extremised forecast: the lower of the two usual ones (Satopää et al. 2014: 1.161 to 3.921). */
const EXTREMISING = 1.5;

/** What the sums of a binary question and the quartiles of its predictions tell, without reading the group. */
export function valuesOfSums({
  probabilities,
  odds,
  quartiles,
}: {
  readonly probabilities: Tally;
  readonly odds: Tally;
  readonly quartiles: readonly [number, number, number];
}): CrowdValues {
  const logOdds = tallyMean(odds);
  return {
    mean: probability(tallyMean(probabilities)),
    'geometric-mean-of-odds': { probability: tallyForecast(odds), quartiles: null },
    extremised: probability(extremise(logOdds, EXTREMISING)),
    'neyman-roughgarden': probability(extremise(logOdds, neymanRoughgardenFactor(odds.n))),
    median: { probability: quartiles[1], quartiles },
  };
}

/** What takes the whole group of a binary question, in O(n log n). @param ps oldest first, at least one */
export function valuesOfProbabilities(ps: readonly number[]): CrowdValues {
  const { lower, median, upper } = recencyWeightedMedian(ps);
  return {
    'recency-weighted': { probability: median, quartiles: [lower, median, upper] },
    'trimmed-mean': probability(trimmedMean(ps)),
    'highest-density-trimmed-mean': probability(highestDensityTrimmedMean(ps)),
  };
}

/** What takes the whole group of a question about a number or a date, in O(n). @param cdfs oldest first, at least one */
export function valuesOfCdfs(cdfs: readonly (readonly number[])[], range: Range): CrowdValues {
  const quartiles = (cdf: readonly number[]): CrowdValue => ({
    probability: null,
    quartiles: quartilesOf(cdf, range),
  });
  return {
    'mean-of-cdfs': quartiles(meanOfCdfs(cdfs, range)),
    'recency-weighted': quartiles(recencyWeightedCdf(cdfs, range)),
    'quantile-average': quartiles(quantileAverage(cdfs, range)),
  };
}

/** What takes the whole group of a choice, in O(n log n). @param pmfs oldest first, at least one */
export function valuesOfPmfs(pmfs: readonly (readonly number[])[]): CrowdValues {
  const options = (pmf: readonly number[]): CrowdValue => ({
    probability: null,
    quartiles: null,
    options: pmf,
  });
  return {
    'geometric-mean-of-odds': options(geometricMeanOfOptions(pmfs)),
    mean: options(meanOfOptions(pmfs)),
    median: options(medianOfOptions(pmfs)),
    'recency-weighted': options(recencyWeightedOptions(pmfs)),
  };
}

function probability(value: number): CrowdValue {
  return { probability: value, quartiles: null };
}
