import type { Beside } from '@casus/log/file';
import type { Pool, PoolClient } from 'pg';
import { backupVersion, nameOf, quoted } from './manifest.ts';
import type { StoredTable } from './manifest.ts';

/** What a backup holds beside the log, once the log's records are written. */
export interface StoredState extends AsyncDisposable {
  lines(): AsyncGenerator<Beside>;
}

const pageRows = 500;

/** Leases are of processes; generations, checkpoints, parked records and what resolvers remember come from the log. */
const selectTables = `
select space.nspname as schema, stored.relname as name,
  (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod),
      'notNull', attnotnull, 'default', pg_get_expr(adbin, adrelid)) order by attnum)
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = stored.oid and attnum > 0 and not attisdropped) as columns,
  (select coalesce(json_agg(json_build_object('name', conname, 'definition', pg_get_constraintdef(own.oid))
      order by contype = 'f', conname), '[]')
    from pg_constraint as own where conrelid = stored.oid and contype in ('p', 'u', 'c', 'f')) as constraints,
  (select coalesce(json_agg(pg_get_indexdef(indexrelid) order by indexrelid), '[]') from pg_index
    where indrelid = stored.oid and not exists (select from pg_constraint where conindid = indexrelid)) as indexes
from pg_class as stored join pg_namespace as space on space.oid = stored.relnamespace
where stored.relkind = 'r' and (space.nspname in ('auth', 'app')
    or $1 and (space.nspname = 'outbox' or space.nspname = 'log' and stored.relname in ('published', 'published_head')))
  and (space.nspname, stored.relname) not in (('app', 'leases'), ('app', 'resolver_snapshots'))
order by 1, 2`;

/**
 * The tables beside the log. How far facts are told is read as it stands now, before the log: a backup never says
 * that more was told than it has records. Keys and texts are read when their lines are asked for, after the log: of
 * each text that a record names, the text is there, unless somebody deleted it.
 * @param withFacts the topic `published` is in this database, and so how far it is filled belongs to it
 */
export async function storedState(pool: Pool, withFacts: boolean): Promise<StoredState> {
  const client = await pool.connect();
  await client.query('begin isolation level repeatable read, read only');
  const { rows: tables } = await client.query<StoredTable>(selectTables, [withFacts]);
  return {
    lines: () => linesOf(pool, client, tables),
    async [Symbol.asyncDispose]() {
      await client.query('rollback').catch(() => undefined);
      client.release();
    },
  };
}

async function* linesOf(
  pool: Pool,
  before: PoolClient,
  tables: readonly StoredTable[],
): AsyncGenerator<Beside> {
  yield { beside: 'backup', version: backupVersion, takenAt: new Date().toISOString(), tables };
  const isOfFacts = ({ schema }: StoredTable): boolean => schema === 'outbox' || schema === 'log';
  yield* rowsOf(before, tables.filter(isOfFacts));
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    yield* rowsOf(
      client,
      tables.filter((table) => !isOfFacts(table)),
    );
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function* rowsOf(client: PoolClient, tables: readonly StoredTable[]): AsyncGenerator<Beside> {
  for (const table of tables) {
    await client.query(
      `declare stored no scroll cursor for select row_to_json(own)::text as row from ${quoted(table)} as own`,
    );
    for (;;) {
      const { rows } = await client.query<{ row: string }>(`fetch ${pageRows} from stored`);
      for (const { row } of rows) yield { beside: 'row', table: nameOf(table), row };
      if (rows.length < pageRows) break;
    }
    await client.query('close stored');
  }
}
