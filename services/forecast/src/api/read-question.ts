import { DomainError } from '@casus/domain';
import type { Principal } from '@casus/platform/accounts';
import type { ApiContext } from './context.ts';
import { questionView } from './present/question.ts';
import type { Cut } from './shapes/cut.ts';
import type { QuestionView } from './shapes/question.ts';
import { findQuestion } from './store/questions.ts';
import type { FoundQuestion } from './store/questions.ts';
import { readView } from './view.ts';
import type { View, Wanted } from './view.ts';

/** @throws {DomainError} `question-unknown` */
export async function requireQuestion(view: View, questionId: string): Promise<FoundQuestion> {
  const found = await findQuestion(view, questionId);
  if (found) return found;
  const when = view.asOf === null ? '' : ' at that time';
  throw new DomainError('question-unknown', `There is no question ${questionId}${when}.`);
}

/** A question with all that is said of it; @throws {DomainError} `question-unknown` */
export async function readQuestion(
  context: ApiContext,
  { questionId, principal, ...wanted }: Wanted & { questionId: string; principal: Principal },
): Promise<QuestionView & { cut: Cut }> {
  const { found, today, cut } = await readView(context, wanted, async (view) => ({
    found: await requireQuestion(view, questionId),
    today: view.today,
  }));
  const reason = await reasonOf(context, found.question.resolution);
  return { ...questionView(found, { principal, today }, reason), cut };
}

/** The text of a human's reason; null where there is none, or no longer. */
async function reasonOf(
  { texts }: ApiContext,
  resolution: { readonly reasonTextId?: string } | null,
): Promise<string | null> {
  const textId = resolution?.reasonTextId;
  return textId === undefined ? null : ((await texts.get(textId)) ?? null);
}
