import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { verdictSteps } from '../present/verdict.ts';
import { requireQuestion } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { verdictStepShape } from '../shapes/verdict.ts';
import { verdictHistory } from '../store/verdicts.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function listVerdictsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/verdicts',
    name: 'listVerdicts',
    summary: 'Everything that the engine has said, oldest first, with what made it speak anew',
    tag: 'Questions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject(asOfQuery),
    replies: { 200: z.object({ items: z.array(verdictStepShape), cut: cutShape }) },
  }).handle(async ({ params: { questionId }, query, headers }) => {
    const body = await readView(context, { query, headers }, async (view) => {
      const { question } = await requireQuestion(view, questionId);
      return { items: verdictSteps(await verdictHistory(view, questionId), question.definition) };
    });
    return { status: 200, body };
  });
}
