import type { LastRevision } from '@casus/domain/intake';
import type { Pool } from 'pg';
import { z } from 'zod';
import { readRows } from '../world/read-schema.ts';

/** The last revision that a source has sent of a report, and where it stands in `world`. */
export interface LastRecord extends LastRevision {
  readonly recordId: string;
  readonly offset: number;
}

// curators' words have no revision
const lastSql = `select distinct on (report_id) report_id, key, revision, from_offset, data -> 'content' as content
  from read.revisions where report_id = any($1) and revision is not null
  order by report_id, revision desc`;

const byRecordSql = `select report_id, key, revision, from_offset, data -> 'content' as content
  from read.revisions where key = any($1) and revision is not null`;

const revisionRows = z.array(
  z.object({
    report_id: z.string(),
    key: z.string(),
    revision: z.coerce.number(),
    from_offset: z.coerce.number(),
    content: z.looseObject({}).nullable(),
  }),
);

/** By report id, as readers see them. */
export async function lastRevisions(
  pool: Pool,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, LastRecord>> {
  const rows = revisionRows.parse(await readRows(pool, lastSql, [reportIds]));
  return new Map(rows.map((row) => [row.report_id, lastRecord(row)]));
}

/** Revisions by the ids of their records, as readers see them. */
export async function revisionsById(
  pool: Pool,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, LastRecord>> {
  const rows = revisionRows.parse(await readRows(pool, byRecordSql, [recordIds]));
  return new Map(rows.map((row) => [row.key, lastRecord(row)]));
}

function lastRecord(row: z.infer<typeof revisionRows>[number]): LastRecord {
  // the view gives back the content that a record of a known shape carries
  const content = row.content as LastRevision['content'];
  return { recordId: row.key, revision: row.revision, offset: row.from_offset, content };
}
