import { z } from 'zod';
import { reportIdOf } from '../identity.ts';
import { name } from '../records/shapes.ts';

/** A report by its id, or by what its source calls it. */
export const reportName = z.union([
  z.uuid(),
  z.strictObject({ source: name, ref: z.string().min(1).max(500) }),
]);

export type ReportName = z.infer<typeof reportName>;

export function reportNameId(named: ReportName): string {
  return typeof named === 'string' ? named.toLowerCase() : reportIdOf(named.source, named.ref);
}
