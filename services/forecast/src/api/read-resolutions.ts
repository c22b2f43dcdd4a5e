import type { ResolutionHistory } from './present/resolution.ts';
import type { FoundQuestion } from './store/questions.ts';
import { resolutionHistory } from './store/resolutions.ts';
import { verdictHistory } from './store/verdicts.ts';
import type { View } from './view.ts';

/** The question's resolutions up to the one that stands in the view, each with the verdict that stood then. */
export async function readResolutions(
  view: View,
  { question: { questionId, definition, resolution: standing } }: FoundQuestion,
): Promise<ResolutionHistory> {
  if (!standing) return { definition, made: [] };
  const found = await resolutionHistory(view, questionId, standing.number);
  const verdicts = (await verdictHistory(view, questionId)).map(({ verdict }) => verdict);
  const made = found.map((each) => ({
    ...each,
    verdict: verdicts.findLast(({ offset }) => offset <= each.resolution.offset),
  }));
  return { definition, made };
}
