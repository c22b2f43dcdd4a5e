import type { Verdict, VerdictValue } from '@casus/domain/verdict';
import { questionDecidedAt } from './question-decided-at.ts';
import type { Exploration } from './explore.ts';
import { explore } from './explore.ts';
import { TooManyPairs } from './frame.ts';
import type { Situation } from './outcome.ts';

/** A verdict without the search for what it waits for. */
export type Glance = Omit<Verdict, 'waitingFor'>;

/** What the engine says of a question, and what it looked at to say so. */
export interface Judgement {
  readonly verdict: Glance;
  readonly exploration: Exploration | null;
}

/**
 * The verdict on a question from what is known of the world at a cut. A function of the set of live reports
 * and of coverage alone; the same input gives the same verdict.
 */
export function judge(situation: Situation): Judgement {
  try {
    return judgeWithin(situation);
  } catch (error) {
    if (!(error instanceof TooManyPairs)) throw error;
    const value = 'indeterminate';
    return { verdict: { value, asKnown: value, decidedAt: null, doubts: 0 }, exploration: null };
  }
}

function judgeWithin(situation: Situation): Judgement {
  const exploration = explore(situation, true);
  const { value, open, doubts } = exploration;
  if (value !== null) {
    const decidedAt = decidedBy(situation, exploration);
    return { verdict: { value, asKnown: value, decidedAt, doubts: doubts.length }, exploration };
  }
  const asKnown: VerdictValue = explore(situation, false).value ?? 'indeterminate';
  const undecided = open ? 'open' : 'indeterminate';
  return { verdict: { value: undecided, asKnown, decidedAt: null, doubts: doubts.length }, exploration };
}

/** The earliest of the cells, and no later than the log has come. */
export function decidedBy({ question, evidence }: Situation, { leaves }: Exploration): number {
  const instants = leaves.map(({ frame }) => questionDecidedAt(frame, question));
  return Math.min(Math.floor(evidence.logTime / 1000), ...instants);
}
