import { DomainError } from '@casus/domain';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { ApiContext } from '../context.ts';
import { reportView, textIdsOf } from '../present/report.ts';
import { asOfQuery, cutShape } from '../shapes/cut.ts';
import { reportShape } from '../shapes/report.ts';
import { findReport } from '../store/reports.ts';
import { readView } from '../view.ts';

export function readReportRoute(context: ApiContext): Route {
  return route({
    method: 'GET',
    path: '/v1/reports/:reportId',
    name: 'readReport',
    summary: 'A report with all its revisions',
    tag: 'World',
    allow: ['reader'],
    refusals: ['report-unknown'],
    params: z.object({ reportId: z.uuid() }),
    query: z.strictObject(asOfQuery),
    replies: { 200: reportShape.extend({ cut: cutShape }) },
  }).handle(async ({ params, query, headers }) => {
    const { found, cut } = await readView(context, { query, headers }, async (view) => ({
      found: await findReport(view, params.reportId),
    }));
    if (!found) throw new DomainError('report-unknown', `There is no report ${params.reportId}.`);
    const texts = await context.texts.getAll(textIdsOf(found));
    return { status: 200, body: { ...reportView(found, texts), cut } };
  });
}
