import { reportName } from '@casus/domain/intake';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { reportIdsOf } from '../events/named-reports.ts';
import { keepReason, recordReceipt, recordWrite } from '../world/record-write.ts';

export function ruleEventRoute(context: IngestContext): Route {
  return route({
    method: 'POST',
    path: '/v1/events/rule',
    name: 'ruleEvent',
    tag: 'Events',
    summary: 'Rules whether the event of a report happened',
    description:
      'For an event that is disputed, or known from too few sources. `open` takes an earlier ruling back.',
    allow: ['curator'],
    body: z.strictObject({
      report: reportName.describe('A report id, or {source, ref}'),
      ruling: z.enum(['happened', 'did-not-happen', 'open']),
      reason: z.string().min(1).max(20_000).describe('Kept apart from the log, deletable'),
    }),
    replies: { 201: recordReceipt, 202: recordReceipt },
  }).handle(async ({ body, principal, writeId }) => {
    const [reportId = ''] = await reportIdsOf(context, [body.report], { field: () => 'report', atLeast: 1 });
    const reason = await keepReason(context, writeId, body.reason);
    const data = { reportId, ruling: body.ruling, by: principal.id, reason };
    return recordWrite(context, { id: writeId, key: reportId, record: { name: 'event-ruled', data } });
  });
}
