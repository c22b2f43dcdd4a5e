import { reportInput } from '@casus/domain/intake';
import type { ReportInput } from '@casus/domain/intake';
import type { Principal } from '@casus/platform/accounts';
import { fieldErrors } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { IngestContext } from '../context.ts';
import { reachHead } from '../world/reach-head.ts';
import type { Registers } from '../world/registers.ts';
import { lastRevisions } from './last-revisions.ts';
import type { Reading } from './revise-report.ts';
import { checkReport, fieldError } from './said.ts';
import type { Checked } from './said.ts';
import { speaksFor } from './speaks-for.ts';

type Said = Extract<Checked, { ok: true }>['said'];

/** A row of a batch that may be filed. */
export interface GoodRow {
  readonly row: number;
  readonly said: Said;
  readonly quotation: string | undefined;
}

/** A row that is not filed, and why. */
export interface RefusedRow {
  readonly row: number;
  readonly errors: readonly FieldError[];
}

export type CheckedRow = GoodRow | RefusedRow;

export function isGood(row: CheckedRow): row is GoodRow {
  return 'said' in row;
}

/** Each row by itself: one that is refused holds no other back. */
export function checkRows(
  rows: readonly unknown[],
  principal: Principal,
  { register }: Registers,
): readonly CheckedRow[] {
  return rows.map((value, row) => {
    const parsed = reportInput.safeParse(value);
    if (!parsed.success) return refused(row, fieldErrors('body', parsed.error.issues));
    const input: ReportInput = parsed.data;
    if (!speaksFor(principal, input.source))
      return refused(row, [
        fieldError({ field: 'source', expected: `${principal.sourceId}, whose key it is` }),
      ]);
    const checked = checkReport(input, register);
    return checked.ok
      ? { row, said: checked.said, quotation: input.quotation }
      : refused(row, checked.errors);
  });
}

/** Fields of a row are named from the body down: `reports[3].occurred.from`. */
export function refused(row: number, errors: readonly FieldError[]): RefusedRow {
  const place = `reports[${row}]`;
  const below = (field: string): string => (field === '' ? place : `${place}.${field}`);
  return { row, errors: errors.map((error) => ({ ...error, field: below(error.field) })) };
}

/**
 * What readers see of the reports. Where they have seen one before, this waits for the head once, so that a batch
 * sent again need not wait for each of its rows.
 */
export async function readAll(
  context: IngestContext,
  reportIds: readonly string[],
): Promise<(reportId: string) => Reading> {
  const seen = await lastRevisions(context.pool, reportIds);
  const atHead = seen.size > 0 && (await reachHead(context));
  const last = atHead ? await lastRevisions(context.pool, reportIds) : seen;
  return (reportId) => ({ last: last.get(reportId), atHead });
}
