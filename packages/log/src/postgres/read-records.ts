import type pg from 'pg';
import { decodeRecord } from '../cloud-event.ts';
import type { LogRecord, Topic } from '../port.ts';

export interface Range {
  readonly topic: Topic;
  readonly partition: number;
  readonly from: number;
  readonly limit: number;
}

type Row = readonly [offset: string, recordedAt: string, importId: string | null, event: string];

const columns = '"offset", recorded_at, import_id, event';

/** A prepared statement would keep the plan that was good for the empty table; an unnamed one is planned each time. */
const selectRange = `
select ${columns} from log.records
where topic = $1 and partition = $2 and "offset" >= $3 order by "offset" limit $4`;

const selectOwn = `
select ${columns} from log.records
where topic = $1 and partition = $2 and "offset" >= $3 and own order by "offset" limit $4`;

/** Committed records in order of offset. */
export async function readRecords(pool: pg.Pool, range: Range): Promise<readonly LogRecord[]> {
  return query(pool, selectRange, range);
}

/** The records about the log itself. */
export async function readOwnRecords(pool: pg.Pool, range: Range): Promise<readonly LogRecord[]> {
  return query(pool, selectOwn, range);
}

async function query(pool: pg.Pool, text: string, range: Range): Promise<readonly LogRecord[]> {
  const { topic, partition, from, limit } = range;
  const values = [topic, partition, from, limit];
  const { rows } = await pool.query<[...Row]>({ text, values, rowMode: 'array' });
  return rows.map(([offset, recordedAt, importId, event]) => {
    const position = { topic, partition, offset: Number(offset) };
    const record = { ...decodeRecord(event), position, recordedAt: Number(recordedAt) };
    return importId === null ? record : { ...record, importId };
  });
}
