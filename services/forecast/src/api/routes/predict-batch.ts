import { Problem, route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import { z } from 'zod';
import { checkRows, isGood } from '../batch/check-rows.ts';
import { rowsOfText } from '../batch/read-rows.ts';
import type { SentRow } from '../batch/read-rows.ts';
import { recordRows } from '../batch/record-rows.ts';
import { tryRows } from '../batch/try-rows.ts';
import type { ApiContext } from '../context.ts';
import { predictionBatchBody, predictionBatchShape, rowsAtMost } from '../shapes/prediction-batch.ts';
import type { PredictionBatchView, RowResult } from '../shapes/prediction-batch.ts';

const bodyLimitBytes = 16 * 1024 * 1024;

export function predictBatchRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/predictions',
    name: 'predictMany',
    summary: 'Predicts on many questions, with a result for each row',
    description:
      `Up to ${rowsAtMost} rows as JSON, JSON Lines (\`application/x-ndjson\`: a row of \`predictions\` on each line) or ` +
      'CSV (`text/csv`: a header with `questionId` and any of the other fields; `quantiles` as `0.25=3; 0.5=5`, `cdf` and ' +
      '`options` in JSON; an empty cell says nothing). A row that is refused holds no other back, and says its line and field. Rows on one ' +
      'question are made in their order. Send the batch again under the same key when an answer was lost.',
    tag: 'Predictions',
    allow: ['forecaster'],
    bodyLimitBytes,
    query: z.strictObject({
      dryRun: z
        .enum(['true', 'false'])
        .default('false')
        .describe('true: what would become of it; nothing is written.'),
    }),
    body: predictionBatchBody,
    textBodies: ['text/csv', 'application/x-ndjson'],
    replies: { 200: predictionBatchShape, 201: predictionBatchShape, 202: predictionBatchShape },
  }).handle(async ({ body, query, writeId, principal }) => {
    const sent = 'text' in body ? rowsOfText(body) : jsonRows(body.predictions);
    checkNumber(sent.length);
    const checked = checkRows(sent);
    const good = checked.filter(isGood);
    const batch = { writeId, principal };
    const dryRun = query.dryRun === 'true';
    const done = dryRun ? await tryRows(context, batch, good) : await recordRows(context, batch, good);
    const answer = batchView(dryRun, [...checked.filter((row) => 'errors' in row), ...done]);
    return { status: statusOf(answer), body: answer };
  });
}

function jsonRows(values: readonly unknown[]): readonly SentRow[] {
  return values.map((value, row) => ({ row, line: null, value }));
}

function checkNumber(rows: number): void {
  if (rows >= 1 && rows <= rowsAtMost) return;
  const expected = `1 to ${rowsAtMost} rows; there are ${rows}`;
  const message = `expected ${expected}`;
  throw new Problem('invalid-request', `The batch is not valid: ${message}.`, {
    errors: [{ in: 'body', field: '', expected, message }],
  });
}

function batchView(dryRun: boolean, rows: readonly RowResult[]): PredictionBatchView {
  const count = (status: RowResult['status']): number => rows.filter((each) => each.status === status).length;
  return {
    dryRun,
    accepted: count('accepted'),
    pending: count('pending'),
    refused: count('refused'),
    rows: rows.toSorted((one, other) => one.row - other.row),
  };
}

/** 200 when nothing has come to stand, 201 when something has, 202 while something is not decided yet. */
function statusOf({ dryRun, accepted, pending }: PredictionBatchView): 200 | 201 | 202 {
  if (pending > 0) return 202;
  return dryRun || accepted === 0 ? 200 : 201;
}
