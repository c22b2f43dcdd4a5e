import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { knownReport } from '../reports/known-report.ts';
import { overrideInput, overrideRecord } from '../reports/override-report.ts';
import { recordReceipt, recordWrite } from '../world/record-write.ts';
import type { Registers } from '../world/registers.ts';

export function overrideReportRoute(context: IngestContext, registers: () => Promise<Registers>): Route {
  return route({
    method: 'POST',
    path: '/v1/reports/:reportId/override',
    name: 'overrideReport',
    tag: 'Reports',
    summary: "Puts a curator's word in the place of what the source says",
    description: 'It outranks every revision of the source, later ones included, until it is lifted.',
    allow: ['curator'],
    refusals: ['report-unknown'],
    params: z.strictObject({ reportId: z.uuid() }),
    body: overrideInput,
    replies: { 201: recordReceipt, 202: recordReceipt },
  }).handle(async ({ params, body, principal, writeId }) => {
    const report = await knownReport(context, params.reportId);
    const { register } = await registers();
    const record = await overrideRecord(context, report, body, { by: principal.id, writeId, register });
    return recordWrite(context, { id: writeId, key: report.reportId, record });
  });
}
