import { formatOf, formatQuery, listDownloads } from '@casus/platform/files';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { scoreColumns } from '../files/columns.ts';
import { listFile, onePage } from '../files/list-file.ts';
import { reasonTexts, resolutionLines } from '../present/resolution.ts';
import { scoreView } from '../present/score.ts';
import { readScores } from '../read-scores.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { resolutionShape } from '../shapes/resolution.ts';
import { scoreShape } from '../shapes/score.ts';
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
    query: z.strictObject({ ...formatQuery, ...asOfQuery }),
    replies: {
      200: z.object({
        questionId: z.string(),
        resolution: resolutionShape.nullable().describe('What they are scored by, and why it is that.'),
        without: z.enum(['void', 'decided-before-opening']).nullable().describe('Why nobody has a score.'),
        items: z.array(scoreShape).describe('Best peer score first.'),
        cut: cutShape,
      }),
    },
    downloads: listDownloads,
  }).handleOrSend(async ({ params: { questionId }, query, headers, principal }) => {
    const { found, cut } = await readView(context, { query, headers }, async (view) => ({
      found: await readScores(view, questionId, principal),
    }));
    const { scores, without } = found;
    const items = scores.map((row) => scoreView(row, found));
    const format = formatOf(query.format, headers.accept);
    if (format !== 'json') {
      const pages = onePage(items.map((item) => ({ questionId, ...item })));
      return listFile({ name: `scores-${questionId}`, format, columns: scoreColumns, pages });
    }
    const texts = await context.texts.getAll(reasonTexts(found.history));
    const resolution = resolutionLines(found.history, texts).at(-1) ?? null;
    return { status: 200, body: { questionId, resolution, without, items, cut } };
  });
}
