import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { requireQuestion } from '../read-question.ts';
import { knowableVerdict, publishedVerdict } from '../read-verdict.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { provenVerdictShape } from '../shapes/verdict.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function readVerdictRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/verdict',
    name: 'readVerdict',
    summary: 'What the engine says, with its certificate',
    tag: 'Questions',
    allow: ['reader'],
    refusals: ['question-unknown', 'verdict-unknown'],
    params: questionPath,
    query: z.strictObject({
      mode: z
        .enum(['published', 'knowable'])
        .default('published')
        .describe("What was said then, or what today's engine says of what was known then."),
      ...asOfQuery,
    }),
    replies: { 200: provenVerdictShape.extend({ cut: cutShape }) },
  }).handle(async ({ params, query, headers }) => {
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await requireQuestion(view, params.questionId);
      return query.mode === 'published' ? publishedVerdict(view, found) : knowableVerdict(view, found);
    });
    return { status: 200, body };
  });
}
