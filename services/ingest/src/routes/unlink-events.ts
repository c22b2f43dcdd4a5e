import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { namedReports, reportIdsOf } from '../events/named-reports.ts';
import { keepReason, recordReceipt, recordWrite } from '../world/record-write.ts';

export function unlinkEventsRoute(context: IngestContext): Route {
  return route({
    method: 'POST',
    path: '/v1/events/unlink',
    name: 'unlinkEvents',
    tag: 'Events',
    summary: 'Makes each report an event of its own',
    description: 'They leave every link they are in; their link keys bind them no more, a later link does.',
    allow: ['curator'],
    body: z.strictObject({
      reports: namedReports.min(1),
      reason: z.string().min(1).max(20_000).optional().describe('Kept apart from the log, deletable'),
    }),
    replies: { 201: recordReceipt, 202: recordReceipt },
  }).handle(async ({ body, principal, writeId }) => {
    const field = (index: number): string => `reports[${index}]`;
    const reportIds = await reportIdsOf(context, body.reports, { field, atLeast: 1 });
    const reason = body.reason === undefined ? undefined : await keepReason(context, writeId, body.reason);
    const data = { reportIds, by: principal.id, ...(reason && { reason }) };
    return recordWrite(context, { id: writeId, key: writeId, record: { name: 'events-unlinked', data } });
  });
}
