import { certificateSchema } from '@casus/claims';

/** A record of `world` that a certificate names. */
export interface CitedRecord {
  readonly recordId: string;
  readonly offset: number;
}

/** All records that a certificate names, each once; none for what is no certificate. */
export function citedRecords(certificate: unknown): readonly CitedRecord[] {
  const parsed = certificateSchema.safeParse(certificate).data;
  if (parsed === undefined) return [];
  const reports = parsed.events.flatMap((event) => event.reports);
  const coverage = parsed.absences.flatMap((absence) => absence.coverage);
  const all = [...reports, ...coverage].map(({ recordId, offset }): [number, CitedRecord] => [
    offset,
    { recordId, offset },
  ]);
  return [...new Map(all).values()];
}
