import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { commandFields, pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { questionShape } from '../shapes/question.ts';
import { commandQuestion } from '../write/command.ts';
import { questionPath } from './question-path.ts';

export function retireSourceRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/retire-source',
    name: 'retireSource',
    summary: 'Takes a source out of those that absence rests on',
    tag: 'Questions',
    allow: ['curator'],
    refusals: ['question-unknown', 'stale-revision', 'question-annulled', 'source-not-covering'],
    params: questionPath,
    body: z.strictObject({ ...commandFields, source: z.string().min(1).max(200) }),
    replies: { 200: questionShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ params, body, writeId, principal }) =>
    commandQuestion(context, { ...params, body, writeId, principal }, (data) => ({
      name: 'coverage-source-retired',
      data: { ...data, source: body.source },
    })),
  );
}
