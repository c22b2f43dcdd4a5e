import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { reasonTexts, resolutionLines } from '../present/resolution.ts';
import { requireQuestion } from '../read-question.ts';
import { readResolutions } from '../read-resolutions.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { resolutionShape } from '../shapes/resolution.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function listResolutionsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/resolutions',
    name: 'listResolutions',
    summary: 'Every resolution of a question, oldest first; the last one stands',
    tag: 'Questions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject(asOfQuery),
    replies: { 200: z.object({ items: z.array(resolutionShape), cut: cutShape }) },
  }).handle(async ({ params: { questionId }, query, headers }) => {
    const { history, cut } = await readView(context, { query, headers }, async (view) => ({
      history: await readResolutions(view, await requireQuestion(view, questionId)),
    }));
    const texts = await context.texts.getAll(reasonTexts(history));
    return { status: 200, body: { items: resolutionLines(history, texts), cut } };
  });
}
