import {
  calibrationCurve,
  corpDecomposition,
  discrimination,
  murphyDecomposition,
  pastSchedule,
} from '@casus/scoring/calibration';
import type {
  Binning,
  CalibrationBin,
  Corp,
  Discrimination,
  Judged,
  Murphy,
} from '@casus/scoring/calibration';
import { crowdStood, predictionsStood } from '../store/reputation.ts';
import type { Stood } from '../store/reputation.ts';
import { outcomeSteps } from '../store/resolved.ts';
import type { View } from '../view.ts';
import type { Counted } from './counted.ts';
import { answered, lastJudged, weightedJudged } from './judged.ts';
import { baseRates, skillAgainst } from './skill.ts';
import type { SkillAgainst } from './skill.ts';

/** Whose record: of the forecasters named, of all of them, or of an aggregate. */
export type Whose =
  | { readonly forecasters: readonly string[] | undefined }
  | { readonly aggregate: 'crowd' | 'baseline' };

export interface Measured {
  readonly whose: Whose;
  readonly binning: Binning;
  readonly seed: number;
}

/** Agreement of predictions with what came. */
export interface Agreement {
  readonly predictions: number;
  /** Share of yes, weighted as the predictions are. */
  readonly baseRate: number;
  readonly bins: readonly CalibrationBin[];
  readonly murphy: Murphy;
  readonly corp: Corp;
  /** Null where all came out the same. */
  readonly discrimination: Discrimination | null;
}

export interface Calibration {
  readonly questions: number;
  /** Of the last prediction of each forecaster; null where none stood at the end. */
  readonly last: Agreement | null;
  /** Of all predictions, weighted by the time they stood. */
  readonly timeWeighted: Agreement | null;
  readonly skill: Readonly<Record<'baseRate' | 'crowd' | 'baseline', SkillAgainst>>;
  readonly resamples: number;
}

const resamples = 1_000;

/** Calibration over binary questions past their scheduled close at the view's moment. */
export async function calibrationOf(
  view: View,
  counted: readonly Counted[],
  { whose, binning, seed }: Measured,
): Promise<Calibration> {
  const questions = ripe(counted, view.moment / 1000);
  const ids = questions.map(({ questionId }) => questionId);
  const shown = questions.filter(({ isShown }) => isShown).map(({ questionId }) => questionId);
  const crowd = await crowdStood(view, shown);
  const baseline = await predictionsStood(view, shown, { role: 'baseline' });
  const all = answered(questions, await stoodOf(view, ids, { whose, crowd, baseline }));
  const resampling = { seed, resamples };
  const stepsOf = (stood: readonly Stood[]) => {
    const byQuestion = Map.groupBy(stood, ({ questionId }) => questionId);
    return ({ questionId }: Counted) => byQuestion.get(questionId) ?? [];
  };
  return {
    questions: all.length,
    last: agreement(all.flatMap(lastJudged), binning),
    timeWeighted: agreement(all.flatMap(weightedJudged), binning),
    skill: {
      baseRate: skillAgainst(all, baseRates(await outcomeSteps(view)), resampling),
      crowd: skillAgainst(all, stepsOf(crowd), resampling),
      baseline: skillAgainst(all, stepsOf(baseline), resampling),
    },
    resamples,
  };
}

function ripe(counted: readonly Counted[], at: number): readonly Counted[] {
  const binary = counted.filter(({ kind }) => kind === 'binary');
  return pastSchedule(
    binary.map((question) => ({ question, sched: question.sched })),
    at,
  ).map(({ question }) => question);
}

interface Found {
  readonly whose: Whose;
  readonly crowd: readonly Stood[];
  readonly baseline: readonly Stood[];
}

async function stoodOf(
  view: View,
  ids: readonly string[],
  { whose, crowd, baseline }: Found,
): Promise<readonly Stood[]> {
  if ('aggregate' in whose) return whose.aggregate === 'crowd' ? crowd : baseline;
  return predictionsStood(view, ids, { role: 'forecaster', forecasters: whose.forecasters });
}

function agreement(judged: readonly Judged[], binning: Binning): Agreement | null {
  if (judged.length === 0) return null;
  const weight = judged.reduce((sum, { weight: own = 1 }) => sum + own, 0);
  const yes = judged.reduce((sum, { y, weight: own = 1 }) => sum + own * y, 0);
  const isMixed = judged.some(({ y }) => y === 0) && judged.some(({ y }) => y === 1);
  return {
    predictions: judged.length,
    baseRate: Math.min(1, yes / weight),
    bins: calibrationCurve(judged, binning),
    murphy: murphyDecomposition(judged, binning),
    corp: corpDecomposition(judged),
    discrimination: isMixed ? discrimination(judged) : null,
  };
}
