import { touchMask } from '@casus/claims';
import { claimQuestionOf } from '@casus/claims/resolver';
import { DomainError } from '@casus/domain';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { outlookView } from '../read-outlook.ts';
import { requireQuestion } from '../read-question.ts';
import { asOfQuery } from '../shapes/cut.ts';
import { outlookShape } from '../shapes/outlook.ts';
import { loadEvidence } from '../store/evidence.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function readOutlookRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/outlook',
    name: 'readOutlook',
    summary: 'Why a question is still open, and what would change what is known',
    tag: 'Questions',
    allow: ['reader'],
    refusals: ['question-unknown', 'verdict-unknown'],
    params: questionPath,
    query: z.strictObject(asOfQuery),
    replies: { 200: outlookShape },
  }).handle(async ({ params, query, headers }) => {
    const { asked, evidence, cut } = await readView(context, { query, headers }, async (view) => {
      const { question } = await requireQuestion(view, params.questionId);
      const found = claimQuestionOf(question.definition);
      if (!found) throw new DomainError('verdict-unknown', `No claim decides ${params.questionId}.`);
      const types = touchMask(found).patterns.flatMap((pattern) => pattern.types);
      return { asked: found, evidence: await loadEvidence(view, types) };
    });
    return { status: 200, body: { ...(await outlookView(asked, evidence)), cut } };
  });
}
