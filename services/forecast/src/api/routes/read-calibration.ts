import { formatOf, formatQuery, listDownloads } from '@casus/platform/files';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { binLines } from '../files/bin-lines.ts';
import { binColumns } from '../files/columns.ts';
import { listFile, onePage } from '../files/list-file.ts';
import { calibrationView } from '../present/calibration.ts';
import { calibrationOf } from '../reputation/calibration.ts';
import { countedQuestions } from '../reputation/counted.ts';
import { calibrationShape } from '../shapes/calibration.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { periodQuery, seedQuery } from '../shapes/leaderboard.ts';
import { secondOf } from '../times.ts';
import { readView } from '../view.ts';

/** Names divided by commas. */
const names = z
  .string()
  .min(1)
  .max(4_000)
  .transform((text) => text.split(','));

const query = z
  .strictObject({
    forecaster: names.optional().describe('Whose record; several, divided by commas, are a team.'),
    aggregate: z.enum(['crowd', 'baseline']).optional().describe('The published forecast, or the machine.'),
    tag: names.optional().describe('Questions with one of these tags.'),
    questions: names.optional().describe('Questions with these ids.'),
    ...periodQuery,
    binning: z.enum(['fixed', 'equal-count']).default('fixed'),
    bins: z.coerce.number().int().min(1).max(100).default(10),
    seed: seedQuery,
    ...formatQuery,
    ...asOfQuery,
  })
  .refine((asked) => asked.forecaster === undefined || asked.aggregate === undefined, {
    path: ['aggregate'],
    message: 'expected a forecaster or an aggregate, not both',
  });

export function readCalibrationRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/calibration',
    name: 'readCalibration',
    summary: 'How well predictions agree with what came',
    description:
      'Of forecasters, teams, sets of questions, or an aggregate; everybody’s predictions where none is named. Only ' +
      'questions past their scheduled close count, as a yes comes early and a no at the end. Predictions of many ' +
      'forecasters on one question are not independent: intervals of bins are then too narrow, those of skill, ' +
      'which resample questions, are not. A relative score such as skill is not proper. As a file: the bins.',
    tag: 'Reputation',
    allow: ['reader'],
    query,
    replies: { 200: calibrationShape.extend({ cut: cutShape }) },
    downloads: listDownloads,
  }).handleOrSend(async ({ query: asked, headers, principal }) => {
    const { forecaster: forecasters, aggregate, binning: by, bins, seed } = asked;
    const own = forecasters?.every((id) => id === principal.id) ?? false;
    const period = { from: secondOf(asked.from), to: secondOf(asked.to) };
    const body = await readView(context, { query: asked, headers }, async (view) => {
      const set = { tags: asked.tag, ids: asked.questions, ...period, principal, own };
      const whose = aggregate === undefined ? { forecasters } : { aggregate };
      const measured = { whose, binning: { by, bins }, seed };
      return calibrationView(await calibrationOf(view, await countedQuestions(view, set), measured), seed);
    });
    const format = formatOf(asked.format, headers.accept);
    if (format === 'json') return { status: 200, body };
    return listFile({ name: 'calibration', format, columns: binColumns, pages: onePage(binLines(body)) });
  });
}
