import { DomainError } from '@casus/domain';
import type { Principal } from '@casus/platform/accounts';
import type { ApiContext } from './context.ts';
import { readCrowds } from './crowd/read-crowd.ts';
import type { Crowd } from './crowd/read-crowd.ts';
import { isRevealed, questionLine, questionView } from './present/question.ts';
import type { Cut } from './shapes/cut.ts';
import type { QuestionLineView, QuestionView } from './shapes/question.ts';
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
  const { found, crowd, cut } = await readView(context, wanted, async (view) => {
    const asked = await requireQuestion(view, questionId);
    const crowds = await readShownCrowds(view, [asked], principal);
    return { found: asked, crowd: crowds.get(questionId) ?? null };
  });
  const reason = await reasonOf(context, found.question.resolution);
  return { ...questionView(found, crowd, reason), cut };
}

/** Lines of the question board. */
export async function questionLines(
  view: View,
  found: readonly FoundQuestion[],
  principal: Principal,
): Promise<QuestionLineView[]> {
  const crowds = await readShownCrowds(view, found, principal);
  return found.map((each) => questionLine(each, crowds.get(each.question.questionId) ?? null));
}

/** The published forecasts of the questions whose crowd somebody may see. */
function readShownCrowds(
  view: View,
  found: readonly FoundQuestion[],
  principal: Principal,
): Promise<ReadonlyMap<string, Crowd>> {
  const { today } = view;
  return readCrowds(
    view,
    found.filter((each) => isRevealed(each, { principal, today })),
  );
}

/** The text of a human's reason; null where there is none, or no longer. */
async function reasonOf(
  { texts }: ApiContext,
  resolution: { readonly reasonTextId?: string } | null,
): Promise<string | null> {
  const textId = resolution?.reasonTextId;
  return textId === undefined ? null : ((await texts.get(textId)) ?? null);
}
