import { formatOf, formatQuery, listDownloads } from '@casus/platform/files';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { questionScoreColumns } from '../files/columns.ts';
import { listFile, onePage } from '../files/list-file.ts';
import { reasonTexts, resolutionLines } from '../present/resolution.ts';
import { questionScoreView } from '../present/score.ts';
import { readScores } from '../read-scores.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { resolutionShape } from '../shapes/resolution.ts';
import { expectedScoreShape, questionScoreShape } from '../shapes/score.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

const scoresReply = z.object({
  questionId: z.string(),
  resolution: resolutionShape.nullable().describe('What they are scored by, and why it is that.'),
  without: z.enum(['void', 'decided-before-opening']).nullable().describe('Why nobody has a score.'),
  items: z.array(questionScoreShape).describe('Best peer score first.'),
  expected: expectedScoreShape
    .nullable()
    .describe(
      'Provisional: what your own standing prediction on a binary question that is not resolved would score, ' +
        'were the crowd right. Null before the crowd is shown.',
    ),
  cut: cutShape,
});

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
    replies: { 200: scoresReply },
    downloads: listDownloads,
  }).handleOrSend(async ({ params: { questionId }, query, headers, principal }) => {
    const { found, cut } = await readView(context, { query, headers }, async (view) => ({
      found: await readScores(view, questionId, principal),
    }));
    const { scores, daily, without, expected } = found;
    const items = scores.map((row) => questionScoreView(row, daily.get(row.forecasterId), found));
    const format = formatOf(query.format, headers.accept);
    if (format !== 'json') {
      const pages = onePage(items.map((item) => ({ questionId, ...item })));
      return listFile({ name: `scores-${questionId}`, format, columns: questionScoreColumns, pages });
    }
    const texts = await context.texts.getAll(reasonTexts(found.history));
    const resolution = resolutionLines(found.history, texts).at(-1) ?? null;
    return { status: 200, body: { questionId, resolution, without, items, expected, cut } };
  });
}
