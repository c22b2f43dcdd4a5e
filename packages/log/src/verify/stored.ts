import type pg from 'pg';
import { decodeRecord, encodeRecord } from '../cloud-event.ts';

const pageRows = 1_000;

interface Row {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly id: string;
  readonly digest: Buffer;
  readonly event: string;
}

/**
 * Of a log in Postgres, a sentence for each record whose text is not what its digest was made of, or whose id is
 * another one in its row.
 */
export async function* storedFindings(pool: Pick<pg.Pool, 'query'>): AsyncGenerator<string> {
  let after: readonly [string, number, string] = ['', 0, '-1'];
  for (;;) {
    const { rows } = await pool.query<Row>(
      `select topic, partition, "offset", id, digest, event from log.records
       where (topic, partition, "offset") > ($1, $2, $3) order by topic, partition, "offset" limit ${pageRows}`,
      [...after],
    );
    for (const row of rows) {
      const reason = damageOf(row);
      if (reason !== undefined) yield `${row.topic}/${row.partition}@${row.offset}: ${reason}`;
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last.topic, last.partition, last.offset];
  }
}

function damageOf({ id, digest, event }: Row): string | undefined {
  try {
    const { key, ...record } = decodeRecord(event);
    if (record.id !== id) return `its text is that of record ${record.id}`;
    const encoded = encodeRecord(key, record);
    if (encoded.text !== event || !encoded.digest.equals(digest))
      return 'its text is not the one that was appended';
    return undefined;
  } catch {
    return 'its text is no record';
  }
}
