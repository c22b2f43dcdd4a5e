import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { questionLines } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { questionLineShape } from '../shapes/question.ts';
import { listQuestions, questionStatuses } from '../store/questions.ts';
import { readView } from '../view.ts';

const place = z.tuple([z.iso.datetime({ offset: true }), z.string()]);

export function listQuestionsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions',
    name: 'listQuestions',
    summary: 'The question board, by closing time',
    tag: 'Questions',
    allow: ['reader'],
    query: z.strictObject({
      status: z.enum(questionStatuses).optional(),
      tag: z.string().max(60).optional(),
      ...pageQuery,
      ...asOfQuery,
    }),
    replies: { 200: pageOf(questionLineShape).extend({ cut: cutShape }) },
  }).handle(async ({ query, headers, principal }) => {
    const after = decodeCursor(place, query.cursor);
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await listQuestions(view, { ...query, after });
      const page = toPage(found, query.limit, ({ question }) => [
        question.definition.closesAt,
        question.questionId,
      ]);
      return { ...page, items: await questionLines(view, page.items, principal) };
    });
    return { status: 200, body };
  });
}
