import { reportInput } from '@casus/domain/intake';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { knownReport } from '../reports/known-report.ts';
import { retractReport } from '../reports/retract-report.ts';
import { assertSpeaksFor } from '../reports/speaks-for.ts';
import { reportReceipt, reportReply } from './report-receipt.ts';

export function retractReportRoute(context: IngestContext): Route {
  return route({
    method: 'POST',
    path: '/v1/reports/:reportId/retract',
    name: 'retractReport',
    tag: 'Reports',
    summary: 'Takes a report back, in the name of its source',
    description:
      'A revision like any other: what the report said before stays readable, and filing it again revives it.',
    allow: ['source', 'curator'],
    refusals: ['report-unknown', 'revision-taken', 'report-revised-meanwhile'],
    params: z.strictObject({ reportId: z.uuid() }),
    body: z.strictObject({
      revision: reportInput.shape.revision,
      reason: z.string().min(1).max(20_000).optional().describe('Kept apart from the log, deletable'),
    }),
    replies: { 201: reportReceipt, 202: reportReceipt },
  }).handle(async ({ params, body, principal }) => {
    const report = await knownReport(context, params.reportId);
    assertSpeaksFor(principal, report.source);
    return reportReply(context, await retractReport(context, report, body));
  });
}
