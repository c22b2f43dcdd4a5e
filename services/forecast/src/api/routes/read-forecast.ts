import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { readForecast } from '../read-forecast.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { aggregateNameShape, forecastShape } from '../shapes/forecast.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function readForecastRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/forecast',
    name: 'readForecast',
    summary: 'The forecasts of the crowd, and one of them step by step; hidden before its reveal',
    tag: 'Predictions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject({
      aggregate: aggregateNameShape
        .optional()
        .describe('Whose steps; by default those of the published one.'),
      ...asOfQuery,
    }),
    replies: {
      200: forecastShape.extend({ cut: cutShape }),
    },
  }).handle(async ({ params: { questionId }, query, headers, principal }) => {
    const body = await readView(context, { query, headers }, async (view) =>
      readForecast(view, { questionId, principal, aggregate: query.aggregate }),
    );
    return { status: 200, body };
  });
}
