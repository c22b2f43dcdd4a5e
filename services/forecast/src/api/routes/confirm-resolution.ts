import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { commandBody, pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { questionShape } from '../shapes/question.ts';
import { commandQuestion } from '../write/command.ts';
import { questionPath } from './question-path.ts';

export function confirmResolutionRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/confirm',
    name: 'confirmResolution',
    summary: 'Lets a contested resolution stand',
    tag: 'Questions',
    allow: ['curator'],
    refusals: ['question-unknown', 'stale-revision', 'question-annulled', 'not-contested'],
    params: questionPath,
    body: commandBody,
    replies: { 200: questionShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ params, body, writeId, principal }) =>
    commandQuestion(context, { ...params, body, writeId, principal }, (data) => ({
      name: 'resolution-confirmed',
      data,
    })),
  );
}
