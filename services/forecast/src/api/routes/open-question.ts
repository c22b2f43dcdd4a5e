import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readQuestion } from '../read-question.ts';
import { pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { definitionFields, questionIdShape } from '../shapes/definition.ts';
import { questionShape } from '../shapes/question.ts';
import { registersNow } from '../store/registers.ts';
import { appendAndDecide } from '../write/append.ts';
import { checkConditions } from '../write/conditions.ts';
import { definitionFrom } from '../write/definition.ts';

export function openQuestionRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions',
    name: 'openQuestion',
    summary: 'Opens a question',
    description: 'The answer shows which sources its absence rests on.',
    tag: 'Questions',
    allow: ['forecaster'],
    refusals: ['question-exists', 'definition-invalid', 'idempotency-key-reused', 'unavailable'],
    body: z.strictObject({
      id: questionIdShape.optional().describe('A new UUID when absent.'),
      ...definitionFields,
    }),
    replies: { 201: questionShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ body, writeId, principal }) => {
    const { id: questionId = writeId, ...draft } = body;
    const definition = definitionFrom(draft, await registersNow(context.pool));
    await checkConditions(context, definition);
    const record = { name: 'question-opened', data: { questionId, definition, by: principal.id } } as const;
    const written = await appendAndDecide(context, { questionId, writeId, record }, async () =>
      readQuestion(context, { questionId, principal, headers: {} }),
    );
    return 'answer' in written ? { status: 201, body: written.answer, headers: written.headers } : written;
  });
}
