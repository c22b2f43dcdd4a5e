import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { predictionView } from '../present/prediction.ts';
import { isRevealed } from '../present/question.ts';
import { requireQuestion } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { predictionShape } from '../shapes/prediction.ts';
import { listPredictions } from '../store/predictions.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function listPredictionsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/predictions',
    name: 'listPredictions',
    summary: 'Predictions in the order in which they were made; those of others once the crowd is revealed',
    tag: 'Predictions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject({ ...pageQuery, ...asOfQuery }),
    replies: { 200: pageOf(predictionShape).extend({ hidden: z.boolean(), cut: cutShape }) },
  }).handle(async ({ params: { questionId }, query, headers, principal }) => {
    const after = decodeCursor(z.string(), query.cursor);
    const { page, hidden, cut } = await readView(context, { query, headers }, async (view) => {
      const isHidden = !isRevealed(await requireQuestion(view, questionId), { principal, today: view.today });
      const forecaster = isHidden ? principal.id : undefined;
      const found = await listPredictions(view, { questionId, forecaster, after, limit: query.limit });
      return { page: toPage(found, query.limit, ({ key }) => key), hidden: isHidden };
    });
    const rationales = await context.texts.getAll(page.items.map(({ prediction }) => prediction.recordId));
    const items = page.items.map((each) => predictionView(each, rationales));
    return { status: 200, body: { ...page, items, hidden, cut } };
  });
}
