import { DomainError } from '@casus/domain';
import { LogError } from '@casus/log';
import type { IngestContext } from '../context.ts';
import { readAll, refused } from './file-batch.ts';
import type { GoodRow, RefusedRow } from './file-batch.ts';
import { reviseReport } from './revise-report.ts';
import type { Reading, Recorded } from './revise-report.ts';
import { fieldError, withQuotation } from './said.ts';
import type { Said } from './said.ts';

/** A row that stands in the log. */
export interface RecordedRow {
  readonly row: number;
  readonly recorded: Recorded;
}

type FiledRow = RecordedRow | RefusedRow;

/**
 * Records the rows, those of one report in the order of the batch, different reports at once: the log gathers
 * appends that are in flight together.
 */
export async function fileRows(
  context: IngestContext,
  rows: readonly GoodRow[],
): Promise<readonly FiledRow[]> {
  const byReport = Map.groupBy(rows, ({ said }) => said.reportId);
  const readingOf = await readAll(context, [...byReport.keys()]);
  const filed = await Promise.allSettled(
    [...byReport].map(([reportId, group]) => fileGroup(context, group, readingOf(reportId))),
  );
  return filed.flatMap((group) => {
    // a fault answers for the whole batch, once no append is in flight any more
    if (group.status === 'rejected') throw group.reason;
    return group.value;
  });
}

async function fileGroup(
  context: IngestContext,
  group: readonly GoodRow[],
  first: Reading,
): Promise<readonly FiledRow[]> {
  const filed: FiledRow[] = [];
  let reading = first;
  for (const { row, said, quotation } of group) {
    const whole = await withQuotation(context.texts, said, quotation);
    const result = await recordedOrRefused(row, reviseReport(context, whole, reading));
    filed.push(result);
    if ('recorded' in result) reading = readingAfter(reading, whole, result.recorded);
  }
  return filed;
}

/** As if readers saw what has just been recorded. */
export function readingAfter(
  reading: Reading,
  { content }: Said,
  { recordId, revision, position }: Pick<Recorded, 'recordId' | 'revision' | 'position'>,
): Reading {
  if (revision < (reading.last?.revision ?? 0)) return reading;
  return { ...reading, last: { recordId, revision, content, offset: position.offset } };
}

async function recordedOrRefused(row: number, recording: Promise<Recorded>): Promise<FiledRow> {
  try {
    return { row, recorded: await recording };
  } catch (error) {
    const problem = rowProblem(error);
    if (!problem) throw error;
    return refused(row, [fieldError(problem)]);
  }
}

/** What concerns the row alone. */
function rowProblem(error: unknown): { field: string; expected: string } | undefined {
  if (error instanceof LogError && error.code === 'record-too-large')
    return { field: '', expected: 'at most 256 KiB as a record' };
  if (!(error instanceof DomainError)) return undefined;
  if (error.code === 'revision-taken') return takenRevision;
  return error.code === 'report-revised-meanwhile'
    ? { field: '', expected: 'a report that is not being revised by others; send it again' }
    : undefined;
}

/** One revision has one content. */
export const takenRevision = {
  field: 'revision',
  expected: 'a revision that was not sent before with other content',
};
