import { encodeRecord } from '@casus/log';
import pg from 'pg';
import { benchRecord } from './load.ts';

type EncodedRecord = ReturnType<typeof encodeRecord>;

/** Plain committed inserts on one connection. */
export interface Peer extends AsyncDisposable {
  /** Inserts for so long; rows a second. */
  measure(rowsPerStatement: number, ms: number): Promise<number>;
}

/** Arrays joined to one text each are the fastest way in that the log knows; its peer goes it too. */
const insertRows = `
insert into peer.records (topic, partition, "offset", id, recorded_at, own, digest, event)
select 'world', 0, $1::bigint + item.n - 1, item.id, $2::bigint, false,
  substring($3::bytea from (item.n::int - 1) * 32 + 1 for 32), item.event
from unnest($4::uuid[], string_to_array($5::text, E'\\n')) with ordinality as item (id, event, n)`;

/** Inserts into a table that has the shape and the indexes of the log's; the rows are made beforehand. */
export async function openPeer(url: string): Promise<Peer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create schema peer; create table peer.records (like log.records including all)');
  let offset = 1;

  const insert = async (records: readonly EncodedRecord[]): Promise<void> => {
    const values = [
      offset,
      Date.now(),
      Buffer.concat(records.map(({ digest }) => digest)),
      `{${records.map(({ id }) => id).join(',')}}`,
      records.map(({ text }) => text).join('\n'),
    ];
    await client.query({ name: 'peer-insert', text: insertRows, values });
    offset += records.length;
  };

  return {
    async measure(rowsPerStatement, ms) {
      let spentMs = 0;
      let rows = 0;
      while (spentMs < ms) {
        const records = Array.from({ length: rowsPerStatement }, () => encodeRecord('peer', benchRecord()));
        const began = performance.now();
        await insert(records);
        spentMs += performance.now() - began;
        rows += rowsPerStatement;
      }
      return (rows / spentMs) * 1_000;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
