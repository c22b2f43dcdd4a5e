import type { Beside } from '@casus/log/file';
import { StartupError } from '@casus/platform';
import { inTransaction } from '@casus/projection';
import type { Pool, PoolClient } from 'pg';
import { backedUpRow, identifier, manifest, nameOf, quoted } from './manifest.ts';
import type { StoredTable } from './manifest.ts';

const chunkRows = 500;

/**
 * The tables that the file says it holds rows of.
 * @throws {StartupError} the file is an exported log and no backup, or one of another version
 */
export async function tablesIn(
  file: string,
  besides: AsyncIterable<Beside>,
): Promise<readonly StoredTable[]> {
  for await (const first of besides) {
    const { data } = manifest.safeParse(first);
    if (data) return data.tables;
    if (first.beside === 'backup')
      throw new StartupError(`${file} is a backup of another version of Casus: restore it with that one.`);
    break;
  }
  throw new StartupError(`${file} is an exported log and no backup: "casus log import" takes it in.`);
}

/** @throws {StartupError} naming what the database holds already */
export async function assertNothingStored(pool: Pool, tables: readonly StoredTable[]): Promise<void> {
  const generations = { schema: 'projection', name: 'generations' };
  for (const table of [generations, ...tables]) {
    if (nameOf(table) === 'log.published_head' || !(await isThere(pool, table))) continue;
    const { rowCount } = await pool.query(`select from ${quoted(table)} limit 1`);
    if (rowCount !== 0)
      throw new StartupError(
        `A backup is restored into an empty database only: this one has rows in ${nameOf(table)}.`,
      );
  }
}

/** Puts all rows into their tables, or none; tables that are missing are made. Returns how many rows. */
export async function restoreTables(
  pool: Pool,
  {
    tables,
    besides,
    logId,
  }: {
    readonly tables: readonly StoredTable[];
    readonly besides: AsyncIterable<Beside>;
    /** Of the log that the backup's records went into: what was told is told of it. */
    readonly logId: string;
  },
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const made: StoredTable[] = [];
    for (const table of tables) if (await makeTable(client, table)) made.push(table);
    const count = await insertRows(client, tables, besides);
    for (const table of made) await constrain(client, table);
    if (tables.some((table) => nameOf(table) === 'outbox.checkpoints'))
      await client.query('update outbox.checkpoints set log_id = $1', [logId]);
    return count;
  });
}

/** True when it was not there. */
async function makeTable(client: PoolClient, table: StoredTable): Promise<boolean> {
  if (await isThere(client, table)) {
    await client.query(`delete from ${quoted(table)}`); // a head that says that nothing was published
    return false;
  }
  const columns = table.columns.map(
    (column) =>
      `${identifier(column.name)} ${column.type}${column.default === null ? '' : ` default ${column.default}`}${column.notNull ? ' not null' : ''}`,
  );
  await client.query(`create schema if not exists ${identifier(table.schema)}`);
  await client.query(`create table ${quoted(table)} (${columns.join(', ')})`);
  return true;
}

async function constrain(client: PoolClient, table: StoredTable): Promise<void> {
  for (const { name, definition } of table.constraints)
    await client.query(`alter table ${quoted(table)} add constraint ${identifier(name)} ${definition}`);
  for (const index of table.indexes) await client.query(index);
}

async function insertRows(
  client: PoolClient,
  tables: readonly StoredTable[],
  besides: AsyncIterable<Beside>,
): Promise<number> {
  const waiting = new Map(tables.map((table) => [nameOf(table), { table, rows: new Array<string>() }]));
  let count = 0;
  for await (const each of besides) {
    const { data } = backedUpRow.safeParse(each);
    const own = waiting.get(data?.table ?? '');
    if (!data || !own) continue;
    own.rows.push(data.row);
    count += 1;
    if (own.rows.length < chunkRows) continue;
    await insert(client, own);
    own.rows.length = 0;
  }
  for (const own of waiting.values()) if (own.rows.length > 0) await insert(client, own);
  return count;
}

async function insert(
  client: PoolClient,
  { table, rows }: { readonly table: StoredTable; readonly rows: readonly string[] },
): Promise<void> {
  const columns = table.columns.map(({ name }) => identifier(name)).join(', ');
  await client.query(
    `insert into ${quoted(table)} (${columns})
     select ${columns} from json_populate_recordset(null::${quoted(table)}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
}

async function isThere(
  db: Pick<Pool | PoolClient, 'query'>,
  table: Pick<StoredTable, 'schema' | 'name'>,
): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    quoted(table),
  ]);
  return rows[0]?.there === true;
}
