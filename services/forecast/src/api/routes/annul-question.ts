import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { commandBody, pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { questionShape } from '../shapes/question.ts';
import { commandQuestion } from '../write/command.ts';
import { questionPath } from './question-path.ts';

export function annulQuestionRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/annul',
    name: 'annulQuestion',
    summary: 'Annuls a question: its outcome is void',
    tag: 'Questions',
    allow: ['curator'],
    refusals: ['question-unknown', 'stale-revision', 'question-annulled'],
    params: questionPath,
    body: commandBody,
    replies: { 200: questionShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ params, body, writeId, principal }) =>
    commandQuestion(context, { ...params, body, writeId, principal }, (data) => ({
      name: 'question-annulled',
      data,
    })),
  );
}
