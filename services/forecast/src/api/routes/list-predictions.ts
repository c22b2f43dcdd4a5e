import { formatOf, formatQuery, listDownloads } from '@casus/platform/files';
import { decodeCursor, pageOf, pageQuery, route, toPage } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { predictionColumns } from '../files/columns.ts';
import { listFile } from '../files/list-file.ts';
import { readPredictions, rationalesOf, predictionPages } from '../read-predictions.ts';
import { predictionView } from '../present/prediction.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { predictionShape } from '../shapes/prediction.ts';
import { readView } from '../view.ts';
import { questionPath } from './question-path.ts';

export function listPredictionsRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/questions/:questionId/predictions',
    name: 'listPredictions',
    summary: 'Predictions in the order in which they were made; those of others once the crowd is revealed',
    tag: 'Predictions',
    allow: ['reader'],
    refusals: ['question-unknown'],
    params: questionPath,
    query: z.strictObject({ ...pageQuery, ...formatQuery, ...asOfQuery }),
    replies: { 200: pageOf(predictionShape).extend({ hidden: z.boolean(), cut: cutShape }) },
    downloads: listDownloads,
  }).handleOrSend(async ({ params: { questionId }, query, headers, principal }) => {
    const asked = { questionId, principal };
    const format = formatOf(query.format, headers.accept);
    if (format !== 'json') {
      const pages = predictionPages(context, asked, { query, headers });
      return listFile({ name: `predictions-${questionId}`, format, columns: predictionColumns, pages });
    }
    const after = decodeCursor(z.string(), query.cursor);
    const { page, hidden, cut } = await readView(context, { query, headers }, async (view) => {
      const { found, isHidden } = await readPredictions(view, asked, { after, limit: query.limit });
      return { page: toPage(found, query.limit, ({ key }) => key), hidden: isHidden };
    });
    const rationales = await rationalesOf(context, page.items);
    const items = page.items.map((each) => predictionView(each, rationales));
    return { status: 200, body: { ...page, items, hidden, cut } };
  });
}
