import { DomainError } from '@casus/domain';
import { revisionOf } from '@casus/domain/intake';
import { worldRecord } from '@casus/domain/records';
import type { WrittenRecord } from '@casus/domain/records';
import { LogError } from '@casus/log';
import type { Position } from '@casus/log';
import type { IngestContext } from '../context.ts';
import { NotReady } from '../world/not-ready.ts';
import { reachHead } from '../world/reach-head.ts';
import { lastRevisions } from './last-revisions.ts';
import type { LastRecord } from './last-revisions.ts';
import type { Said } from './said.ts';

/** A revision that stands in the log. */
export interface Recorded {
  readonly reportId: string;
  readonly recordId: string;
  readonly revision: number;
  readonly position: Position;
  /** It stood there before. */
  readonly repeated: boolean;
}

/** What readers see of a report. */
export interface Reading {
  readonly last: LastRecord | undefined;
  /** It holds all that stood in the log when the request came. */
  readonly atHead: boolean;
}

const attempts = 3;

/**
 * Appends what a source says as the next revision of its report. What readers see may lag behind the log: whether
 * this was said before is decided at the head only, and a revision that another writer took first is counted anew.
 * @throws {DomainError} `revision-taken`, `report-revised-meanwhile`
 * @throws {NotReady} readers do not get to the head
 */
export async function reviseReport(context: IngestContext, said: Said, first: Reading): Promise<Recorded> {
  let reading = first;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const recorded = await tryRevision(context, said, reading);
    if (recorded) return recorded;
    reading = await readAtHead(context, said.reportId);
  }
  if (!reading.atHead) throw new NotReady('readers are behind the log');
  throw new DomainError(
    'report-revised-meanwhile',
    `Others revised the report ${said.reportId} in each of ${attempts} attempts.`,
  );
}

/** Reads as far as the log goes, if readers get there in time. */
async function readAtHead(context: IngestContext, reportId: string): Promise<Reading> {
  const atHead = await reachHead(context);
  return { last: (await lastRevisions(context.pool, [reportId])).get(reportId), atHead };
}

/** Undefined when what the log holds is not what was read. */
async function tryRevision(
  context: IngestContext,
  said: Said,
  { last, atHead }: Reading,
): Promise<Recorded | undefined> {
  const { reportId, content, own } = said;
  const { revision, recordId } = revisionOf(reportId, content, { own, last });
  if (own === undefined && last?.recordId === recordId)
    return atHead ? { ...placed(said, last), repeated: true } : undefined;
  const appended = await append(context, said, recordOf(recordId, revision, said));
  if (!appended || (appended.repeated && own === undefined)) return undefined;
  return { reportId, recordId, revision, position: appended.position, repeated: appended.repeated };
}

function placed(said: Said, { recordId, revision, offset }: LastRecord): Omit<Recorded, 'repeated'> {
  return { reportId: said.reportId, recordId, revision, position: { topic: 'world', partition: 0, offset } };
}

function recordOf(recordId: string, revision: number, said: Said): WrittenRecord {
  const { reportId, source, ref, content, reason } = said;
  const named = { reportId, source, ref, revision };
  return content === null
    ? worldRecord(recordId, { name: 'report-retracted', data: { ...named, ...(reason && { reason }) } })
    : worldRecord(recordId, { name: 'report-filed', data: { ...named, content } });
}

/** Undefined when the id stands for other content, which only the source itself can have caused with its own revision. */
async function append({ log, logger }: IngestContext, said: Said, record: WrittenRecord) {
  try {
    const [appended] = await log.append({ topic: 'world', key: said.reportId, records: [record] });
    return appended;
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'id-conflict') throw error;
    if (said.own === undefined) return undefined;
    const { reportId, source, own } = said;
    logger.warn({ reportId, source, revision: own }, 'a source sent one revision with two contents');
    throw new DomainError(
      'revision-taken',
      `Revision ${own} of the report was sent before with other content.`,
    );
  }
}
