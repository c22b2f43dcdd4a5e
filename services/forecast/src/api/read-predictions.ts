import type { Principal } from '@casus/platform/accounts';
import type { ApiContext } from './context.ts';
import { predictionView } from './present/prediction.ts';
import { isRevealed } from './present/question.ts';
import { requireQuestion } from './read-question.ts';
import type { PredictionView } from './shapes/prediction.ts';
import { listPredictions } from './store/predictions.ts';
import type { FoundPrediction } from './store/predictions.ts';
import { pagesAt, pin } from './view.ts';
import type { ListPage, View, Wanted } from './view.ts';

/** Whose predictions on which question are looked at by whom. */
export interface PredictionsAsked {
  readonly questionId: string;
  readonly principal: Principal;
}

/** Rows of a file that are read at once. */
export const rowsOfPage = 1_000;

/** Predictions after a key, one more than the limit where there are more; before the reveal one's own. */
export async function readPredictions(
  view: View,
  { questionId, principal }: PredictionsAsked,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<{ readonly found: readonly FoundPrediction[]; readonly isHidden: boolean }> {
  const isHidden = !isRevealed(await requireQuestion(view, questionId), { principal, today: view.today });
  const forecaster = isHidden ? principal.id : undefined;
  return { found: await listPredictions(view, { questionId, forecaster, after, limit }), isHidden };
}

/** All of them, for a file. */
export async function* predictionPages(
  context: ApiContext,
  asked: PredictionsAsked,
  wanted: Wanted,
): AsyncGenerator<readonly PredictionView[], void> {
  const pages = pagesAt(context, await pin(context, wanted), async (view, after) => {
    const { found } = await readPredictions(view, asked, { after, limit: rowsOfPage });
    return filePage(found);
  });
  yield* withRationales(context, pages);
}

/** A page of a file, from one row more than it has. */
export function filePage<Item extends { readonly key: string }>(found: readonly Item[]): ListPage<Item> {
  const items = found.slice(0, rowsOfPage);
  return { items, next: found.length > rowsOfPage ? (items.at(-1)?.key ?? null) : null };
}

/** Predictions as they are shown, with their texts. */
export async function* withRationales(
  context: ApiContext,
  pages: AsyncIterable<readonly FoundPrediction[]>,
): AsyncGenerator<readonly PredictionView[], void> {
  for await (const page of pages) {
    const rationales = await rationalesOf(context, page);
    yield page.map((each) => predictionView(each, rationales));
  }
}

/** The texts beside predictions, by the ids of these. */
export function rationalesOf(
  { texts }: ApiContext,
  found: readonly FoundPrediction[],
): Promise<ReadonlyMap<string, string>> {
  return texts.getAll(found.map(({ prediction }) => prediction.recordId));
}
