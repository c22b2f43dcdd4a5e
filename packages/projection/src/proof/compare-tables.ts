import type pg from 'pg';
import type { Projection } from '../declare/projection.ts';
import type { ProjectedTable } from '../declare/table.ts';
import type { Cut } from '../read/cut.ts';
import { insertVersions, qualified } from '../store/table-sql.ts';
import { inTransaction } from '../store/transaction.ts';
import { openedJson } from '../store/version-json.ts';
import type { FoldedTables, FoldedVersion } from './fold-from-zero.ts';

/** A version of a row where the tables and the fold differ. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly partition: number;
  readonly from: number;
  /** `lost`: the tables lack it; `doubled`: only they have it; `wrong`: they have another row, end or column. */
  readonly kind: 'lost' | 'doubled' | 'wrong';
}

export interface Comparison {
  readonly pool: pg.Pool;
  /** Schema of the generation to compare, such as `g3`. */
  readonly schema: string;
  readonly projections: readonly Projection[];
  /** What the tables should hold. */
  readonly folded: FoldedTables;
  /**
   * Compares the tables as they stand at a cut, against the fold of the records before it; tables without history
   * are left out.
   */
  readonly cut?: Cut;
}

const chunkVersions = 5_000;

/** Compares every version and column in Postgres itself; empty when tables and fold are the same. */
export async function compareTables(comparison: Comparison): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const { topic, tables } of comparison.projections)
    for (const table of tables)
      if (comparison.cut === undefined || table.keepsHistory)
        differences.push(...(await compareTable(comparison, table, comparison.cut?.[topic])));
  return differences;
}

async function compareTable(
  { pool, schema, folded }: Comparison,
  table: ProjectedTable,
  cut: readonly number[] | undefined,
): Promise<readonly Difference[]> {
  return inTransaction(pool, async (client) => {
    const stored = qualified(schema, table);
    await client.query(`create temporary table stored (like ${stored}) on commit drop`);
    await client.query(`create temporary table expected (like ${stored}) on commit drop`);
    await client.query(
      cut === undefined
        ? `insert into stored select * from ${stored}`
        : {
            text: `insert into stored select * from ${stored} where from_offset < ($1::bigint[])[partition + 1]`,
            values: [cut],
          },
    );
    if (cut !== undefined)
      await client.query(
        'update stored set until_offset = null where until_offset >= ($1::bigint[])[partition + 1]',
        [cut],
      );
    await insertExpected(client, { schema, table }, folded.get(table.name) ?? []);
    return differencesOf(client, table);
  });
}

async function insertExpected(
  client: pg.ClientBase,
  { schema, table }: { readonly schema: string; readonly table: ProjectedTable },
  versions: readonly FoldedVersion[],
): Promise<void> {
  const insert = insertVersions(schema, table, 'pg_temp.expected');
  const kept = versions.filter(({ until }) => table.keepsHistory || until === null);
  for (const partition of new Set(kept.map((version) => version.partition))) {
    const own = kept.filter((version) => version.partition === partition);
    for (let start = 0; start < own.length; start += chunkVersions) {
      const chunk = own
        .slice(start, start + chunkVersions)
        .map((each) => ({ ...each, stored: false, inUse: false }));
      await client.query(insert, [await openedJson(table, chunk), partition]);
    }
  }
}

async function differencesOf(
  client: pg.ClientBase,
  { name }: ProjectedTable,
): Promise<readonly Difference[]> {
  const { rows } = await client.query<{
    key: string;
    partition: number;
    from: string;
    kind: Difference['kind'];
  }>(
    `select key, partition, from_offset as from,
       case when stored is null then 'lost' when expected is null then 'doubled' else 'wrong' end as kind
     from pg_temp.stored as stored full join pg_temp.expected as expected using (key, partition, from_offset)
     where stored is distinct from expected
     order by partition, from_offset, key`,
  );
  return rows.map(({ key, partition, from, kind }) => ({
    table: name,
    key,
    partition,
    from: Number(from),
    kind,
  }));
}
