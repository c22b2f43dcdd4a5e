import { percentileInterval, resample, type Interval, type Resampling } from '../bootstrap.ts';
import { checkFinite, checkNotEmpty } from '../error.ts';
import { probability, type Probability } from '../probability.ts';
import type { BinaryOutcome } from '../score/binary.ts';
import { skill } from '../score/skill.ts';

/** A question's own Brier score (or CRPS) and that of the reference, both low is good. */
export interface Compared {
  readonly score: number;
  readonly reference: number;
}

export interface Skill extends Interval {
  readonly skill: number;
}

/**
 * Skill `1 − Σ score/Σ reference` over questions, with a bootstrap interval over questions.
 * @throws {ScoringError} `empty-group`, `not-a-number`, `zero-reference`
 * @example scores 0.1 and 0.14 against 0.16 and 0.16: 0.25
 */
export function skillWithInterval(questions: readonly Compared[], resampling: Resampling): Skill {
  checkNotEmpty(questions, 'questions');
  for (const [index, { score, reference }] of questions.entries()) {
    checkFinite(score, `questions[${index}].score`);
    checkFinite(reference, `questions[${index}].reference`);
  }
  const found: number[] = [];
  for (const draws of resample(questions.length, resampling)) {
    const { score, reference } = sums(questions, draws);
    // A resample in which the reference never errs has no skill to tell.
    if (reference > 0) found.push(skill(score, reference));
  }
  const all = sums(questions);
  return {
    skill: skill(all.score, all.reference),
    ...percentileInterval(found, resampling.level),
  };
}

function sums(questions: readonly Compared[], draws?: Uint32Array): Compared {
  let score = 0;
  let reference = 0;
  for (const [index, question] of questions.entries()) {
    const times = draws === undefined ? 1 : (draws[index] ?? 0);
    score += times * question.score;
    reference += times * question.reference;
  }
  return { score, reference };
}

/** An outcome, and when it became known, in seconds. */
export interface KnownOutcome {
  readonly knownAt: number;
  readonly y: BinaryOutcome;
}

/**
 * The base rate known at an instant: the share of yes among the outcomes known before it, null while there is none.
 * As a reference it says what could be said without looking at the question.
 */
export function baseRateAt(outcomes: readonly KnownOutcome[], at: number): Probability | null {
  checkFinite(at, 'at');
  const known = outcomes.filter(({ knownAt }) => knownAt < at);
  if (known.length === 0) return null;
  return probability(known.reduce((sum, { y }) => sum + y, 0) / known.length);
}
