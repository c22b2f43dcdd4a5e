import { overridingContent } from '@casus/domain/intake';
import type { Register } from '@casus/domain/intake';
import type { WorldRecordInput } from '@casus/domain/records';
import { Problem } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { keepReason } from '../world/record-write.ts';
import type { KnownReport } from './known-report.ts';
import { checkReport, withQuotation } from './said.ts';

const reason = z.string().min(1).max(20_000).describe('Kept apart from the log, deletable');

/** A curator's word on a report. */
export const overrideInput = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('content'), content: overridingContent, reason }),
  z.strictObject({ state: z.literal('retracted'), reason }),
  z.strictObject({ state: z.literal('lifted'), reason }).describe("The source's own word counts again"),
]);

type OverrideInput = z.infer<typeof overrideInput>;
type Overridden = Extract<WorldRecordInput, { name: 'report-overridden' }>;

/** Who says it, and under which write id. */
export interface Speaker {
  readonly by: string;
  readonly writeId: string;
  readonly register: Register;
}

/**
 * The record of a curator's word; its texts are kept.
 * @throws {Problem} `invalid-request` with each field of the content that is refused
 */
export async function overrideRecord(
  context: IngestContext,
  report: KnownReport,
  input: OverrideInput,
  { by, writeId, register }: Speaker,
): Promise<Overridden> {
  const override = await overrideOf(context, report, input, register);
  const kept = await keepReason(context, writeId, input.reason);
  const { reportId, source, ref } = report;
  return { name: 'report-overridden', data: { reportId, source, ref, by, reason: kept, override } };
}

async function overrideOf(
  { texts }: IngestContext,
  { source, ref }: KnownReport,
  input: OverrideInput,
  register: Register,
): Promise<Overridden['data']['override']> {
  if (input.state !== 'content') return { state: input.state };
  const checked = checkReport({ ...input.content, source, ref }, register);
  if (!checked.ok) {
    const errors = checked.errors.map((error) => ({ ...error, field: `content.${error.field}` }));
    const fields = errors.map(({ field }) => field).join(', ');
    throw new Problem('invalid-request', `The content is not valid: ${fields}.`, { errors });
  }
  const { content } = await withQuotation(texts, checked.said, input.content.quotation);
  if (content === null) throw new Error('content was given and is gone');
  return { state: 'content', content };
}
