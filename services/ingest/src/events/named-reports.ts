import { reportName, reportNameId } from '@casus/domain/intake';
import type { ReportName } from '@casus/domain/intake';
import { Problem } from '@casus/platform/http';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { fieldError } from '../reports/said.ts';
import { knownReports } from '../reports/known-report.ts';

/** Reports by id or by {source, ref}. */
export const namedReports = z.array(reportName.describe('A report id, or {source, ref}')).max(1000);

/**
 * The ids of the reports, each once.
 * @throws {Problem} `invalid-request` naming each that nobody has filed, or too few different ones
 */
export async function reportIdsOf(
  context: IngestContext,
  names: readonly ReportName[],
  { field, atLeast }: { readonly field: (index: number) => string; readonly atLeast: number },
): Promise<string[]> {
  const ids = names.map(reportNameId);
  const known = await knownReports(context, ids);
  const errors = ids.flatMap((id, index) =>
    known.has(id) ? [] : [fieldError({ field: field(index), expected: 'a report that has been filed' })],
  );
  if (errors.length > 0) throw new Problem('invalid-request', 'Not all reports are known.', { errors });
  const distinct = [...new Set(ids)];
  if (distinct.length >= atLeast) return distinct;
  const few = fieldError({ field: 'reports', expected: `at least ${atLeast} different reports` });
  throw new Problem('invalid-request', 'There are too few different reports.', { errors: [few] });
}
