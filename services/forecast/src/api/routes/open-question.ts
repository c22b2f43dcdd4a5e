import { warningsOf } from '@casus/claims/language';
import { claimQuestionOf } from '@casus/claims/resolver';
import type { QuestionDefinition } from '@casus/domain/records';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readQuestion } from '../read-question.ts';
import { warningsShape } from '../shapes/claim.ts';
import { pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { definitionFields, questionIdShape } from '../shapes/definition.ts';
import { questionShape } from '../shapes/question.ts';
import { registersNow } from '../store/registers.ts';
import type { Registers } from '../store/registers.ts';
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
    replies: { 201: questionShape.extend({ cut: cutShape, warnings: warningsShape }), 202: pendingShape },
  }).handle(async ({ body, writeId, principal }) => {
    const { id: questionId = writeId, ...draft } = body;
    const registers = await registersNow(context.pool);
    const definition = definitionFrom(draft, registers);
    await checkConditions(context, definition);
    const record = { name: 'question-opened', data: { questionId, definition, by: principal.id } } as const;
    const written = await appendAndDecide(context, { questionId, writeId, record }, async () =>
      readQuestion(context, { questionId, principal, headers: {} }),
    );
    if (!('answer' in written)) return written;
    const warnings = warningsFor(definition, registers);
    return { status: 201, body: { ...written.answer, warnings }, headers: written.headers };
  });
}

function warningsFor(definition: QuestionDefinition, { vocabulary }: Registers): string[] {
  const asked = claimQuestionOf(definition);
  return asked === undefined ? [] : [...warningsOf(asked.claim, vocabulary.actors)];
}
