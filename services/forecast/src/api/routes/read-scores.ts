import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { isRevealed } from '../present/question.ts';
import { resolutionLine } from '../present/resolution.ts';
import { scoreView } from '../present/score.ts';
import { requireQuestion } from '../read-question.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { resolutionShape } from '../shapes/resolution.ts';
import { scoreShape } from '../shapes/score.ts';
import { reasonTexts, resolutionHistory } from '../store/resolutions.ts';
import { findScored, listScores } from '../store/scores.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function readScoresRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/scores',
    name: 'readScores',
    summary: 'Scores by the resolution that stands; those of others once the crowd is revealed',
    tag: 'Predictions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject(asOfQuery),
    replies: {
      200: z.object({
        questionId: z.string(),
        resolution: resolutionShape.nullable().describe('What they are scored by, and why it is that.'),
        without: z.enum(['void', 'decided-before-opening']).nullable().describe('Why nobody has a score.'),
        items: z.array(scoreShape).describe('Best peer score first.'),
        cut: cutShape,
      }),
    },
  }).handle(async ({ params: { questionId }, query, headers, principal }) => {
    const body = await readView(context, { query, headers }, async (view) => {
      const found = await requireQuestion(view, questionId);
      const number = found.question.resolution?.number ?? 0;
      const made = await resolutionHistory(view, questionId, number);
      const isShown = isRevealed(found, { principal, today: view.today });
      const scores = (await listScores(view, questionId, number)).filter(
        ({ forecasterId }) => isShown || forecasterId === principal.id,
      );
      const [last] = made.slice(-1);
      return {
        questionId,
        resolution: last ? resolutionLine(last, await context.texts.getAll(reasonTexts(made))) : null,
        without: (await findScored(view, questionId))?.without ?? null,
        items: scores.map((row) => scoreView(row, found.question.definition.kind)),
      };
    });
    return { status: 200, body };
  });
}
