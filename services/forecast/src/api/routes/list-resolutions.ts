import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { resolutionLine } from '../present/resolution.ts';
import { requireQuestion } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { resolutionShape } from '../shapes/resolution.ts';
import { reasonTexts, resolutionHistory } from '../store/resolutions.ts';
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
    const body = await readView(context, { query, headers }, async (view) => {
      const { question } = await requireQuestion(view, questionId);
      const found = await resolutionHistory(view, questionId, question.resolution?.number ?? 0);
      const texts = await context.texts.getAll(reasonTexts(found));
      return { items: found.map((each) => resolutionLine(each, texts)) };
    });
    return { status: 200, body };
  });
}
