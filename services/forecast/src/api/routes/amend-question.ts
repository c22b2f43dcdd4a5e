import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { commandFields, pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { definitionFields } from '../shapes/definition.ts';
import { questionShape } from '../shapes/question.ts';
import { registersNow } from '../store/registers.ts';
import { commandQuestion } from '../write/command.ts';
import { definitionFrom } from '../write/definition.ts';
import { questionPath } from './question-path.ts';

export function amendQuestionRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/amend',
    name: 'amendQuestion',
    summary: 'Gives a question another definition, whole',
    tag: 'Questions',
    allow: ['curator'],
    refusals: ['question-unknown', 'stale-revision', 'question-annulled', 'question-not-open'],
    params: questionPath,
    body: z.strictObject({ ...commandFields, definition: z.strictObject(definitionFields) }),
    replies: { 200: questionShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ params, body, writeId, principal }) => {
    const definition = definitionFrom(body.definition, await registersNow(context.pool));
    return commandQuestion(context, { ...params, body, writeId, principal }, (data) => ({
      name: 'question-amended',
      data: { ...data, definition },
    }));
  });
}
