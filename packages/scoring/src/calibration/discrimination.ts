import { ScoringError } from '../error.ts';
import { checkJudged, groupOf, groupsByForecast, type Judged } from './judged.ts';

/** How well predictions tell yes from no, whatever their calibration. */
export interface Discrimination {
  readonly meanForYes: number;
  readonly meanForNo: number;
  /** `meanForYes − meanForNo`, −1…1, high is good. Yates (1982), Organizational Behavior and Human Performance 30. */
  readonly slope: number;
  /** Probability that a yes had the higher prediction than a no, ties half: the area under the ROC curve, 0…1. */
  readonly auc: number;
}

/**
 * @throws {ScoringError} `empty-group` unless there is a yes and a no; as `checkJudged`
 * @example 0.8 yes, 0.6 no, 0.6 yes, 0.1 no: slope 0.35, auc 0.875
 */
export function discrimination(judged: readonly Judged[]): Discrimination {
  const checked = checkJudged(judged);
  const yes = checked.filter(({ y }) => y === 1);
  const no = checked.filter(({ y }) => y === 0);
  if (yes.length === 0 || no.length === 0) {
    throw new ScoringError('empty-group', 'judged', 'all came out the same');
  }
  const meanForYes = groupOf(yes).meanForecast;
  const meanForNo = groupOf(no).meanForecast;
  let noBelow = 0;
  let pairs = 0;
  for (const { weight, frequency } of groupsByForecast(checked)) {
    const noHere = weight * (1 - frequency);
    pairs += weight * frequency * (noBelow + noHere / 2);
    noBelow += noHere;
  }
  const auc = pairs / (groupOf(yes).weight * noBelow);
  return { meanForYes, meanForNo, slope: meanForYes - meanForNo, auc };
}
