import type { Evidence } from '@casus/domain/evidence';
import type { Verdict, VerdictValue } from '@casus/domain/verdict';
import { decidedAt, measureDecidedAt } from './decided-at.ts';
import type { Exploration } from './explore.ts';
import { explore } from './explore.ts';
import { TooManyPairs, sharedFor } from './frame.ts';
import type { ClaimQuestion, Outcome, Situation } from './outcome.ts';
import { waitingFor } from './waiting.ts';

/** What the engine says of a question, and what it looked at to say so. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly exploration: Exploration | null;
}

/**
 * The verdict on a question from what is known of the world at a cut. A function of the set of live reports
 * and of coverage alone; the same input gives the same verdict.
 */
export function judge(question: ClaimQuestion, evidence: Evidence): Judgement {
  const situation: Situation = { question, evidence, shared: sharedFor(question.claim) };
  try {
    return judgeWithin(situation);
  } catch (error) {
    if (!(error instanceof TooManyPairs)) throw error;
    const value = 'indeterminate';
    return {
      verdict: { value, asKnown: value, decidedAt: null, waitingFor: [], doubts: 0 },
      exploration: null,
    };
  }
}

function judgeWithin(situation: Situation): Judgement {
  const exploration = explore(situation, true);
  const { value } = exploration;
  if (value !== null) return { verdict: decidedVerdict(situation, exploration, value), exploration };
  const known: VerdictValue = explore(situation, false).value ?? 'indeterminate';
  const verdict: Verdict = {
    value: exploration.open ? 'open' : 'indeterminate',
    asKnown: known,
    decidedAt: null,
    waitingFor: waitingFor(situation, known !== 'indeterminate'),
    doubts: exploration.doubts.length,
  };
  return { verdict, exploration };
}

function decidedVerdict(situation: Situation, exploration: Exploration, value: VerdictValue): Verdict {
  const logSecond = Math.floor(situation.evidence.logTime / 1000);
  const instants = exploration.leaves.map((leaf) => outcomeDecidedAt(situation, leaf));
  return {
    value,
    asKnown: value,
    decidedAt: Math.min(logSecond, ...instants),
    waitingFor: [],
    doubts: exploration.doubts.length,
  };
}

function outcomeDecidedAt({ question }: Situation, { frame }: Outcome): number {
  return question.kind === 'numeric'
    ? measureDecidedAt(frame, question.claim)
    : decidedAt(frame, question.claim);
}
