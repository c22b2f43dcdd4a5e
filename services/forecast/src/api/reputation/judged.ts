import { timeWeighted } from '@casus/scoring/calibration';
import type { Judged } from '@casus/scoring/calibration';
import type { Stood } from '../store/reputation.ts';
import type { Counted } from './counted.ts';

/** A binary question with the predictions whose record is asked for. */
export interface Answered {
  readonly question: Counted;
  readonly y: 0 | 1;
  readonly stood: readonly Stood[];
}

/** Questions with at least one prediction that stood within the scored time. */
export function answered(questions: readonly Counted[], stood: readonly Stood[]): readonly Answered[] {
  const byQuestion = Map.groupBy(stood, ({ questionId }) => questionId);
  return questions.flatMap((question) => {
    const { open, close } = question.horizon;
    const own = (byQuestion.get(question.questionId) ?? []).filter(
      ({ start, end }) => start < close && end > open,
    );
    return own.length === 0 ? [] : [{ question, y: yOf(question), stood: own }];
  });
}

function yOf({ resolution }: Counted): 0 | 1 {
  return resolution.outcome === 'true' ? 1 : 0;
}

/** What stood last of each forecaster when scoring ended: each counts once. */
export function lastJudged({ question, y, stood }: Answered): readonly Judged[] {
  const { close } = question.horizon;
  return stood.filter(({ end }) => end >= close).map(({ p }) => ({ p, y }));
}

/** All that stood, each weighed by the share of the scheduled time in which it did. */
export function weightedJudged({ question, y, stood }: Answered): readonly Judged[] {
  return timeWeighted(question.horizon, y, stood);
}
