import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { commandFields, pendingShape } from '../shapes/command.ts';
import { cutShape } from '../shapes/cut.ts';
import { outcomeShape, questionShape } from '../shapes/question.ts';
import { commandQuestion } from '../write/command.ts';
import { questionPath } from './question-path.ts';

export function resolveQuestionRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/resolve',
    name: 'resolveQuestion',
    summary: 'Resolves a question by hand; this outranks the engine',
    tag: 'Questions',
    allow: ['curator'],
    refusals: ['question-unknown', 'stale-revision', 'question-annulled', 'outcome-kind', 'evidence-missing'],
    params: questionPath,
    body: z.strictObject({
      ...commandFields,
      outcome: outcomeShape,
      decidedAt: z.iso.datetime({ offset: true }).describe('When it was decided in the world.'),
      evidence: z.array(z.string().min(1).max(2_000)).min(1).max(50).describe('Addresses or report ids.'),
    }),
    replies: { 200: questionShape.extend({ cut: cutShape }), 202: pendingShape },
  }).handle(async ({ params, body, writeId, principal }) =>
    commandQuestion(context, { ...params, body, writeId, principal }, (data) => ({
      name: 'question-resolved',
      data: { ...data, outcome: body.outcome, decidedAt: body.decidedAt, evidence: body.evidence },
    })),
  );
}
