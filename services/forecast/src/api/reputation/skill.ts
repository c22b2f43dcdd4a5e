import { brierBinary } from '@casus/scoring';
import { baseRateAt, skillWithInterval } from '@casus/scoring/calibration';
import type { Compared, KnownOutcome, Resampling, Skill } from '@casus/scoring/calibration';
import type { Stood } from '../store/reputation.ts';
import type { OutcomeStep } from '../store/resolved.ts';
import type { Counted } from './counted.ts';
import type { Answered } from './judged.ts';

/** Skill against a reference, over the questions on which both stood at some time; null where nothing can be said. */
export interface SkillAgainst {
  readonly questions: number;
  readonly skill: Skill | null;
}

type Steps = readonly Pick<Stood, 'p' | 'start' | 'end'>[];

/** Brier scores integrated over the time in which both the predictions and the reference stood. */
export function skillAgainst(
  all: readonly Answered[],
  referenceOf: (question: Counted) => Steps,
  resampling: Resampling,
): SkillAgainst {
  const compared = all.flatMap((each) => compare(each, referenceOf(each.question)) ?? []);
  const canErr = compared.some(({ reference }) => reference > 0);
  return {
    questions: compared.length,
    skill: canErr ? skillWithInterval(compared, resampling) : null,
  };
}

function compare({ question: { horizon }, y, stood }: Answered, steps: Steps): Compared | null {
  const scheduled = horizon.sched - horizon.open;
  let [score, reference, both] = [0, 0, 0];
  for (const own of stood) {
    for (const step of steps) {
      const from = Math.max(own.start, step.start, horizon.open);
      const share = Math.max(0, Math.min(own.end, step.end, horizon.close) - from) / scheduled;
      score += share * brierBinary(own.p, y);
      reference += share * brierBinary(step.p, y);
      both += share;
    }
  }
  return both > 0 ? { score, reference } : null;
}

/** The base rate of binary questions as it was known when a question opened, as a constant prediction. */
export function baseRates(steps: readonly OutcomeStep[]): (question: Counted) => Steps {
  const known = steps.map((step, index) => ({ ...step, until: untilOf(step, steps[index + 1]) }));
  return ({ horizon: { open } }) => {
    const outcomes = known
      .filter(({ at, until }) => at / 1000 < open && open <= until / 1000)
      .flatMap(outcomeOf);
    const p = baseRateAt(outcomes, open);
    return p === null ? [] : [{ p, start: -Infinity, end: Infinity }];
  };
}

function untilOf({ questionId }: OutcomeStep, next: OutcomeStep | undefined): number {
  return next?.questionId === questionId ? next.at : Infinity;
}

function outcomeOf({ outcome, at }: OutcomeStep): readonly KnownOutcome[] {
  if (outcome !== 'true' && outcome !== 'false') return [];
  return [{ knownAt: at / 1000, y: outcome === 'true' ? 1 : 0 }];
}
