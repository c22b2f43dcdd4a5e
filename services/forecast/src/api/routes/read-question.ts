import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readQuestion } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { questionShape } from '../shapes/question.ts';
import { questionPath } from './question-path.ts';

export function readQuestionRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId',
    name: 'readQuestion',
    summary: 'A question with all that is said of it',
    tag: 'Questions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject(asOfQuery),
    replies: { 200: questionShape.extend({ cut: cutShape }) },
  }).handle(async ({ params, query, headers, principal }) => ({
    status: 200,
    body: await readQuestion(context, { ...params, principal, query, headers }),
  }));
}
