import { binned, type Binning } from './bins.ts';
import { checkJudged, groupOf, groupsByForecast, type Group, type Judged } from './judged.ts';

/** `brier = reliability − resolution + uncertainty + withinBin`; one-category Brier scores. */
export interface Murphy {
  readonly brier: number;
  /** `Σ n_k/n (f_k − o_k)²`: low is good. */
  readonly reliability: number;
  /** `Σ n_k/n (o_k − ō)²`: high is good. */
  readonly resolution: number;
  /** `ō(1 − ō)`: not the forecaster's doing. */
  readonly uncertainty: number;
  /**
   * What binning leaves over: the variance of the forecasts within bins, less twice their covariance with the
   * outcome; 0 where every distinct forecast is a bin of its own.
   */
  readonly withinBin: number;
}

/**
 * Decomposition of the Brier score. Murphy (1973), Journal of Applied Meteorology 12; the remainder by Stephenson,
 * Coelho, Jolliffe (2008), Weather and Forecasting 23.
 * @param binning by default every distinct forecast is a bin of its own
 * @throws {ScoringError} as `checkJudged`
 * @example 0.8 yes, 0.8 yes, 0.8 no, 0.2 no: 0.19 = 0.0233 − 0.0833 + 0.25
 */
export function murphyDecomposition(judged: readonly Judged[], binning?: Binning): Murphy {
  const checked = checkJudged(judged);
  const all = groupOf(checked);
  const groups = binning === undefined ? groupsByForecast(checked) : binned(checked, binning);
  const mean = (of: (group: Group) => number) =>
    groups.reduce((sum, group) => sum + (group.weight / all.weight) * of(group), 0);
  return {
    brier: brierOf(all),
    reliability: mean(({ meanForecast, frequency }) => (meanForecast - frequency) ** 2),
    resolution: mean(({ frequency }) => (frequency - all.frequency) ** 2),
    uncertainty: all.frequency * (1 - all.frequency),
    withinBin: mean(withinBin),
  };
}

/** Weighted mean of (p − y)². */
export function brierOf({ members, weight }: Group): number {
  return members.reduce((sum, { p, y, weight: own }) => sum + own * (p - y) ** 2, 0) / weight;
}

function withinBin({ members, weight, meanForecast, frequency }: Group): number {
  const sum = members.reduce((total, { p, y, weight: own }) => {
    const apart = p - meanForecast;
    return total + own * (apart * apart - 2 * apart * (y - frequency));
  }, 0);
  return sum / weight;
}
