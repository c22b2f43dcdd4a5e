import type { QuestionRecordInput } from '@casus/domain/records';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { predictionView } from '../present/prediction.ts';
import { pendingShape } from '../shapes/command.ts';
import { predictionBody, predictionShape } from '../shapes/prediction.ts';
import { predictionAt } from '../store/predictions.ts';
import { appendAndDecide } from '../write/append.ts';
import { accepted, predictionRecord } from '../write/prediction.ts';
import { questionPath } from './question-path.ts';

export function predictRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/predictions',
    name: 'predict',
    summary: 'Predicts; the latest prediction of a forecaster stands',
    tag: 'Predictions',
    allow: ['forecaster'],
    refusals: [
      'question-unknown',
      'prediction-late',
      'prediction-replaced',
      'prediction-kind',
      'quantiles-invalid',
      'cdf-invalid',
      'options-mismatch',
      'probabilities-do-not-add-up',
    ],
    params: questionPath,
    body: predictionBody,
    replies: { 201: predictionShape, 202: pendingShape },
  }).handle(async ({ params: { questionId }, body, writeId, principal }) => {
    const record: QuestionRecordInput = await predictionRecord(context, {
      questionId,
      writeId,
      principal,
      body,
    });
    const written = await appendAndDecide(context, { questionId, writeId, record }, async (position) =>
      accepted(await predictionAt(context.pool, questionId, position)),
    );
    if (!('answer' in written)) return written;
    const rationales = await context.texts.getAll([writeId]);
    return { status: 201, body: predictionView(written.answer, rationales), headers: written.headers };
  });
}
