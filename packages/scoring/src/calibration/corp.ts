import { isotonic } from './isotonic.ts';
import { checkJudged, groupOf, groupsByForecast, type Group, type Judged } from './judged.ts';
import { brierOf } from './murphy.ts';

/** `brier = miscalibration − discrimination + uncertainty`; one-category Brier scores, each part 0 or more. */
export interface Corp {
  readonly brier: number;
  /** What recalibrating would gain: low is good. */
  readonly miscalibration: number;
  /** What the recalibrated forecast gains over the base rate: high is good. */
  readonly discrimination: number;
  /** The Brier score of the base rate. */
  readonly uncertainty: number;
  /** The reliability diagram: for each distinct forecast, in rising order, the recalibrated probability. */
  readonly curve: readonly CorpPoint[];
}

export interface CorpPoint {
  readonly forecast: number;
  readonly recalibrated: number;
  readonly weight: number;
}

/**
 * CORP: reliability diagram and decomposition by isotonic regression of outcomes on forecasts; no bins to choose.
 * Dimitriadis, Gneiting, Jordan (2021), PNAS 118, equations 1–4.
 * @throws {ScoringError} as `checkJudged`
 * @example 0.2 no, 0.6 yes, 0.8 no, 0.9 yes: the 0.6 and 0.8 are recalibrated to 0.5 both
 */
export function corpDecomposition(judged: readonly Judged[]): Corp {
  const checked = checkJudged(judged);
  const all = groupOf(checked);
  const groups = groupsByForecast(checked);
  const fitted = isotonic(
    groups.map(({ frequency }) => frequency),
    groups.map(({ weight }) => weight),
  );
  const brier = brierOf(all);
  const recalibrated = groups.reduce(
    (sum, group, index) =>
      sum + (group.weight / all.weight) * brierOfConstant(group, fitted[index] ?? Number.NaN),
    0,
  );
  const uncertainty = all.frequency * (1 - all.frequency);
  return {
    brier,
    miscalibration: brier - recalibrated,
    discrimination: uncertainty - recalibrated,
    uncertainty,
    curve: groups.map(({ meanForecast, weight }, index) => ({
      forecast: meanForecast,
      recalibrated: fitted[index] ?? Number.NaN,
      weight,
    })),
  };
}

/** The Brier score of one probability for all outcomes of a group. */
function brierOfConstant({ frequency }: Group, p: number): number {
  return frequency * (1 - p) ** 2 + (1 - frequency) * p ** 2;
}
