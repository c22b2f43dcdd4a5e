import { DomainError } from '@casus/domain';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { reachHead } from '../world/reach-head.ts';
import { readRows } from '../world/read-schema.ts';

/** A report that its source has sent. */
export interface KnownReport {
  readonly reportId: string;
  readonly source: string;
  readonly ref: string;
}

const knownRows = z.array(z.object({ key: z.string(), source: z.string(), ref: z.string() }));

/** Those of the reports that have been filed, by id, up to the log's head at the call if readers get that far. */
export async function knownReports(
  context: Pick<IngestContext, 'pool' | 'log' | 'watch'>,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, KnownReport>> {
  const seen = await readKnown(context.pool, reportIds);
  if (reportIds.every((id) => seen.has(id)) || !(await reachHead(context))) return seen;
  return readKnown(context.pool, reportIds);
}

/** @throws {DomainError} `report-unknown` */
export async function knownReport(
  context: Pick<IngestContext, 'pool' | 'log' | 'watch'>,
  reportId: string,
): Promise<KnownReport> {
  const known = (await knownReports(context, [reportId])).get(reportId);
  if (!known) throw new DomainError('report-unknown', `No report has the id ${reportId}.`);
  return known;
}

async function readKnown(
  pool: Pool,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, KnownReport>> {
  const sql = 'select key, source, ref from read.reports where key = any($1) and source is not null';
  const rows = knownRows.parse(await readRows(pool, sql, [reportIds]));
  return new Map(rows.map(({ key, source, ref }) => [key, { reportId: key, source, ref }]));
}
