import type { Contest, QuestionRow, Resolution } from '@casus/domain/questions';
import type { Settlement } from './story.ts';
import { answerText } from './words.ts';

/** What a record did to the outcome of a question; undefined when it did nothing. */
export function settlementOf(before: QuestionRow | undefined, question: QuestionRow): Settlement | undefined {
  const { questionId, resolution } = question;
  if (!resolution || !isNew(before?.resolution, resolution)) return unresolvedOf(before, question);
  const state = resolvedState(before?.resolution, resolution);
  return { ...resolved(questionId, resolution), state };
}

function unresolvedOf(before: QuestionRow | undefined, question: QuestionRow): Settlement | undefined {
  const { questionId, contest, undecided } = question;
  if (contest && !before?.contest) return contested(questionId, contest);
  return undecided && !before?.undecided ? leftUndecided(questionId, undecided.at) : undefined;
}

function leftUndecided(questionId: string, at: number): Settlement {
  const decidedAt = new Date(at).toISOString();
  return { questionId, outcome: 'Unclear', decidedAt, state: 'undecided', provisional: false };
}

function isNew(before: Resolution | null | undefined, { number, provisional }: Resolution): boolean {
  return before?.number !== number || before.provisional !== provisional;
}

function resolvedState(before: Resolution | null | undefined, { number }: Resolution): Settlement['state'] {
  if (before?.number === number) return 'stands';
  return number === 1 ? 'resolved' : 'resolved again';
}

function resolved(
  questionId: string,
  { outcome, decidedAt, provisional }: Resolution,
): Omit<Settlement, 'state'> {
  return {
    questionId,
    outcome: answerText(outcome),
    decidedAt: new Date(decidedAt * 1000).toISOString(),
    provisional,
  };
}

function contested(questionId: string, { verdict, at }: Contest): Settlement {
  const decidedAt = new Date(verdict.decidedAt === null ? at : verdict.decidedAt * 1000).toISOString();
  return {
    questionId,
    outcome: answerText(verdict.value),
    decidedAt,
    state: 'contested',
    provisional: false,
  };
}
