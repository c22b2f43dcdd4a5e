import type { ReportInput } from '@casus/domain/intake';
import { Problem } from '@casus/platform/http';
import type { IngestContext } from '../context.ts';
import { withSizeProblem } from '../world/with-size-problem.ts';
import type { Registers } from '../world/registers.ts';
import { lastRevisions } from './last-revisions.ts';
import { reviseReport } from './revise-report.ts';
import type { Recorded } from './revise-report.ts';
import { checkReport, withQuotation } from './said.ts';

/**
 * Checks a report and records it as the next revision of what its source calls so.
 * @throws {Problem} `invalid-request` with each field refused, `payload-too-large`
 * @throws {DomainError} `revision-taken`, `report-revised-meanwhile`
 */
export async function fileReport(
  context: IngestContext,
  { register }: Registers,
  input: ReportInput,
): Promise<Recorded> {
  const checked = checkReport(input, register);
  if (!checked.ok) {
    const fields = checked.errors.map(({ field }) => field).join(', ');
    throw new Problem('invalid-request', `The report is not valid: ${fields}.`, { errors: checked.errors });
  }
  const { reportId } = checked.said;
  const [said, last] = await Promise.all([
    withQuotation(context.texts, checked.said, input.quotation),
    lastRevisions(context.pool, [reportId]),
  ]);
  return withSizeProblem(reviseReport(context, said, { last: last.get(reportId), atHead: false }));
}
