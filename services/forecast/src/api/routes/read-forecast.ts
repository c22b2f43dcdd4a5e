import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { crowdView, movementView } from '../present/forecast.ts';
import { isRevealed } from '../present/question.ts';
import { requireQuestion } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { crowdShape, movementShape } from '../shapes/forecast.ts';
import { forecastSteps } from '../store/forecasts.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function readForecastRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/forecast',
    name: 'readForecast',
    summary: 'The crowd, step by step; hidden before its reveal',
    tag: 'Predictions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject(asOfQuery),
    replies: {
      200: z.object({
        questionId: z.string(),
        revealAt: z.iso.datetime({ offset: true }),
        hidden: z.boolean(),
        steps: z.array(crowdShape).describe('Oldest first; each stands until the next.'),
        movement: movementShape.nullable(),
        cut: cutShape,
      }),
    },
  }).handle(async ({ params: { questionId }, query, headers, principal }) => {
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await requireQuestion(view, questionId);
      const hidden = !isRevealed(found, { principal, today: view.today });
      const steps = hidden ? [] : await forecastSteps(view, questionId);
      const movement = hidden ? null : movementView(found.dayBefore, found.forecast);
      return { questionId, revealAt: found.revealAt, hidden, steps: steps.map(crowdView), movement };
    });
    return { status: 200, body };
  });
}
