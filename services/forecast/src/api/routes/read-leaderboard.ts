import { formatOf, formatQuery, listDownloads } from '@casus/platform/files';
import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { leaderboardColumns } from '../files/columns.ts';
import { leaderboardLines } from '../files/leaderboard-lines.ts';
import { listFile, onePage } from '../files/list-file.ts';
import { leaderboardRow, outsiderRow } from '../present/leaderboard.ts';
import { countedQuestions } from '../reputation/counted.ts';
import { rank } from '../reputation/leaderboard.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import * as shapes from '../shapes/leaderboard.ts';
import { secondOf } from '../times.ts';
import { readView } from '../view.ts';

const asked = z.strictObject({
  by: shapes.rankedScoreShape.default('peer'),
  mode: z
    .enum(['sum', 'average'])
    .default('sum')
    .describe('`average`: per coverage, Σ score / max(30, Σ coverage).'),
  tag: z.string().max(60).optional(),
  ...shapes.periodQuery,
  minCoverage: z.coerce.number().min(0).default(0).describe('Who covered less is not listed.'),
  seed: shapes.seedQuery,
  ...pageQuery,
  ...formatQuery,
  ...asOfQuery,
});

export function readLeaderboardRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/leaderboards',
    name: 'readLeaderboard',
    summary: 'Who did best, with the uncertainty of each rank',
    description: `Over the resolved questions whose crowd is revealed. ${shapes.properness}`,
    tag: 'Reputation',
    allow: ['reader'],
    query: asked,
    replies: {
      200: pageOf(shapes.leaderboardRowShape).extend({
        ...shapes.standingsFields,
        outsiders: z.array(shapes.outsiderShape),
        cut: cutShape,
      }),
    },
    downloads: listDownloads,
  }).handleOrSend(async ({ query, headers, principal }) => {
    const { by: score, mode, minCoverage, seed, tag, limit } = query;
    const after = decodeCursor(z.int().min(0), query.cursor) ?? 0;
    const { found, cut } = await readView(context, { query, headers }, async (view) => {
      const period = { from: secondOf(query.from), to: secondOf(query.to) };
      const set = { ...(tag !== undefined && { tags: [tag] }), ...period, principal };
      const counted = await countedQuestions(view, set);
      return { found: await rank(view, counted, { score, mode, minCoverage, seed }) };
    });
    const format = formatOf(query.format, headers.accept);
    if (format !== 'json') {
      const pages = onePage(leaderboardLines(found));
      return listFile({ name: 'leaderboard', format, columns: leaderboardColumns, pages });
    }
    const rows = found.ranked.slice(after, after + limit + 1).map(leaderboardRow);
    const page = toPage(rows, limit, () => after + limit);
    const { questions, provisional, resamples } = found;
    const outsiders = found.outsiders.map(outsiderRow);
    return { status: 200, body: { ...page, outsiders, questions, provisional, seed, resamples, cut } };
  });
}
