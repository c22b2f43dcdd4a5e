import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import { bundleFrom, outlineOf } from '../bundle/read-bundle.ts';
import type { ApiContext } from '../context.ts';
import { requireQuestion } from '../read-question.ts';
import { bundleShape } from '../shapes/bundle.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function readBundleRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/verdict/bundle',
    name: 'readVerdictBundle',
    summary: 'A verdict with the records that an independent checker needs',
    description: '`casus verify-verdict` checks it; the checker shares no code with the engine.',
    tag: 'Questions',
    allow: ['reader'],
    refusals: ['question-unknown', 'verdict-unknown'],
    params: questionPath,
    query: z.strictObject({
      verdict: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .describe('Which of the verdicts, oldest first, from 1; by default the last.'),
    }),
    replies: { 200: bundleShape },
  }).handle(async ({ params, query, headers }) => {
    const { cut: _cut, ...outline } = await readView(context, { headers }, async (view) =>
      outlineOf(view, await requireQuestion(view, params.questionId), query.verdict),
    );
    return { status: 200, body: await bundleFrom(context.log, outline) };
  });
}
