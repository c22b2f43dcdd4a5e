import { prepareReport } from '@casus/domain/intake';
import type { LastRevision, PreparedReport, Register, ReportInput } from '@casus/domain/intake';
import type { FieldError } from '@casus/platform/http';
import type { TextRef, Texts } from '@casus/platform/accounts';
import { v5 } from 'uuid';

type Content = Extract<PreparedReport, { ok: true }>['content'];

/** What a source says of its report: content, or null when it takes it back. */
export interface Said {
  readonly reportId: string;
  readonly source: string;
  readonly ref: string;
  readonly content: LastRevision['content'];
  /** The source's own revision. */
  readonly own: number | undefined;
  /** Why it takes the report back. */
  readonly reason?: TextRef;
}

export type Checked =
  | { readonly ok: true; readonly said: Said & { readonly content: Content } }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A report against the registers; its quotation is not part of it yet. */
export function checkReport(input: ReportInput, register: Register): Checked {
  const prepared = prepareReport(input, register);
  if (!prepared.ok) return { ok: false, errors: prepared.problems.map((problem) => fieldError(problem)) };
  const { reportId, content } = prepared;
  const { source, ref, revision: own } = input;
  return { ok: true, said: { reportId, source, ref, content, own } };
}

/** A field of the body that was refused, by what was expected there. */
export function fieldError({ field, expected }: { field: string; expected: string }): FieldError {
  return { in: 'body', field, expected, message: `Expected ${expected}` };
}

/** The same words quoted in the same report are one text, however often they are sent. */
export function quotationId(reportId: string, quotation: string): string {
  return v5(quotation, reportId);
}

/** What was said, with its quotation kept and named. */
export async function withQuotation(
  texts: Texts,
  said: Said & { readonly content: Content },
  text: string | undefined,
): Promise<Said> {
  if (text === undefined) return said;
  const quotation = await texts.put(text, quotationId(said.reportId, text));
  return { ...said, content: { ...said.content, quotation } };
}
