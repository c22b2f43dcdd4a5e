import { revisionOf } from '@casus/domain/intake';
import type { IngestContext } from '../context.ts';
import { readAll, refused } from './file-batch.ts';
import type { GoodRow, RefusedRow } from './file-batch.ts';
import { readingAfter, takenRevision } from './file-rows.ts';
import { revisionsById } from './last-revisions.ts';
import type { LastRecord } from './last-revisions.ts';
import type { Reading } from './revise-report.ts';
import { fieldError, quotationId } from './said.ts';
import type { Said } from './said.ts';

/** What would be recorded of a row. */
export interface TriedRow {
  readonly row: number;
  readonly would: {
    readonly reportId: string;
    readonly recordId: string;
    readonly revision: number;
    readonly repeated: boolean;
  };
}

/** What `fileRows` would do, by what readers see now; nothing is written. */
export async function tryRows(
  context: IngestContext,
  rows: readonly GoodRow[],
): Promise<readonly (TriedRow | RefusedRow)[]> {
  const byReport = Map.groupBy(rows, ({ said }) => said.reportId);
  const readingOf = await readAll(context, [...byReport.keys()]);
  const own = rows.flatMap(({ said }) => (said.own === undefined ? [] : [idOf(said)]));
  const sent = new Map(await revisionsById(context.pool, own));
  return [...byReport].flatMap(([reportId, group]) => tryGroup(group, readingOf(reportId), sent));
}

function tryGroup(
  group: readonly GoodRow[],
  first: Reading,
  sent: Map<string, LastRecord>,
): readonly (TriedRow | RefusedRow)[] {
  let reading = first;
  return group.map(({ row, said, quotation }) => {
    const { reportId, own } = said;
    const whole = quoting(said, quotation, reading.last);
    const { revision, recordId } = revisionOf(reportId, whole.content, { own, last: reading.last });
    const before = own === undefined ? reading.last : sent.get(recordId);
    const repeated = before?.recordId === recordId;
    if (repeated && !saysTheSame(before, whole)) return refused(row, [fieldError(takenRevision)]);
    const offset = before?.offset ?? 0;
    reading = readingAfter(reading, whole, {
      recordId,
      revision,
      position: { topic: 'world', partition: 0, offset },
    });
    sent.set(recordId, { recordId, revision, content: whole.content, offset });
    return { row, would: { reportId, recordId, revision, repeated } };
  });
}

function idOf({ reportId, content, own }: Said): string {
  return revisionOf(reportId, content, { own }).recordId;
}

function saysTheSame(before: LastRecord, { reportId, content }: Said): boolean {
  return revisionOf(reportId, content, { last: before }).recordId === before.recordId;
}

/** With the reference that the quotation would get: the one it has, where it was quoted last. */
function quoting(said: GoodRow['said'], text: string | undefined, last: LastRecord | undefined): Said {
  if (text === undefined) return said;
  const textId = quotationId(said.reportId, text);
  const known = last?.content?.quotation;
  const quotation = known?.textId === textId ? known : { textId, hash: 'not kept' };
  return { ...said, content: { ...said.content, quotation } };
}
