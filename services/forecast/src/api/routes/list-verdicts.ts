import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
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
    query: z.strictObject({ ...pageQuery, ...asOfQuery }),
    replies: { 200: pageOf(verdictStepShape).extend({ cut: cutShape }) },
  }).handle(async ({ params: { questionId }, query, headers }) => {
    const after = decodeCursor(z.int(), query.cursor) ?? -1;
    const body = await readView(context, { query, headers }, async (view) => {
      const { question } = await requireQuestion(view, questionId);
      const found = await verdictHistory(view, questionId);
      const next = found.findIndex(({ verdict }) => verdict.offset > after);
      const rest = next === -1 ? [] : found.slice(next, next + query.limit + 1);
      const page = toPage(rest, query.limit, ({ verdict }) => verdict.offset);
      return { ...page, items: verdictSteps(page.items, question.definition, found[next - 1]) };
    });
    return { status: 200, body };
  });
}
