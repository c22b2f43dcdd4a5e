import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { checkRows, isGood } from '../reports/file-batch.ts';
import { fileRows } from '../reports/file-rows.ts';
import { tryRows } from '../reports/try-rows.ts';
import type { Registers } from '../world/registers.ts';
import { batchReceipt, batchStatus, rowResult, summaryOf } from './batch-receipt.ts';

const bodyLimitBytes = 16 * 1024 * 1024;

export function fileBatchRoute(context: IngestContext, registers: () => Promise<Registers>): Route {
  return route({
    method: 'POST',
    path: '/v1/reports/batch',
    name: 'fileReports',
    tag: 'Reports',
    summary: 'Files up to 1,000 reports',
    description:
      'Each row has a result of its own: one that is refused holds no other back. Rows of one report are its ' +
      'revisions, in their order. Send the batch again when an answer was lost.',
    allow: ['source', 'curator'],
    bodyLimitBytes,
    query: z.strictObject({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .describe('true: say what would happen, write nothing'),
    }),
    body: z.strictObject({
      reports: z.array(z.unknown().describe('As POST /v1/reports takes it')).min(1).max(1000),
      dryRun: z.boolean().default(false).describe('As the query parameter'),
    }),
    replies: { 200: batchReceipt, 201: batchReceipt, 202: batchReceipt },
  }).handle(async ({ body, query, principal }) => {
    const checked = checkRows(body.reports, principal, await registers());
    const good = checked.filter(isGood);
    const dryRun = body.dryRun || query.dryRun === 'true';
    const done = dryRun ? await tryRows(context, good) : await fileRows(context, good);
    const rows = [...checked.filter((row) => 'errors' in row), ...done].map(rowResult);
    const status = dryRun ? 200 : await batchStatus(context, done);
    return { status, body: { dryRun, ...summaryOf(rows) } };
  });
}
