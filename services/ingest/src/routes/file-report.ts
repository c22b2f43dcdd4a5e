import { reportInput } from '@casus/domain/intake';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { IngestContext } from '../context.ts';
import { fileReport } from '../reports/file-report.ts';
import { assertSpeaksFor } from '../reports/speaks-for.ts';
import type { Registers } from '../world/registers.ts';
import { reportReceipt, reportReply } from './report-receipt.ts';

export function fileReportRoute(context: IngestContext, registers: () => Promise<Registers>): Route {
  return route({
    method: 'POST',
    path: '/v1/reports',
    name: 'fileReport',
    tag: 'Reports',
    summary: 'Files a report',
    description:
      'The same source and ref again revise the report; the same content again changes nothing. A type that the ' +
      'taxonomy does not know is kept as unclassified.',
    allow: ['source', 'curator'],
    refusals: ['revision-taken', 'report-revised-meanwhile'],
    body: reportInput,
    replies: { 201: reportReceipt, 202: reportReceipt },
  }).handle(async ({ body, principal }) => {
    assertSpeaksFor(principal, body.source);
    return reportReply(context, await fileReport(context, await registers(), body));
  });
}
