import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { predictionView } from '../present/prediction.ts';
import { pendingShape } from '../shapes/command.ts';
import { predictionShape } from '../shapes/prediction.ts';
import { withdrawnAt } from '../store/predictions.ts';
import { appendAndDecide } from '../write/append.ts';
import { withdrawn } from '../write/prediction.ts';
import { questionPath } from './question-path.ts';

export function withdrawPredictionRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/questions/:questionId/predictions/withdraw',
    name: 'withdrawPrediction',
    summary: 'Ends the standing prediction of the one who asks',
    tag: 'Predictions',
    allow: ['forecaster'],
    refusals: ['nothing-to-withdraw'],
    params: questionPath,
    replies: { 200: predictionShape, 202: pendingShape },
  }).handle(async ({ params: { questionId }, writeId, principal }) => {
    const data = { questionId, forecaster: principal.id };
    const record = { name: 'prediction-withdrawn', data } as const;
    const written = await appendAndDecide(context, { questionId, writeId, record }, async (position) =>
      withdrawn(await withdrawnAt(context.pool, questionId, position)),
    );
    if (!('answer' in written)) return written;
    const rationales = await context.texts.getAll([written.answer.prediction.recordId]);
    return { status: 200, body: predictionView(written.answer, rationales), headers: written.headers };
  });
}
