import type { Pool } from 'pg';

/** Any fixed number: one process at a time makes the tables. */
const migrationKey = 0x61_63_63_74;

/** Accounts and texts are ordinary rows that can be deleted: neither is ever in the log. */
const statements = [
  'create schema if not exists auth',
  `create table if not exists auth.keys (
     id uuid primary key,
     hash bytea not null unique,
     principal_id uuid not null,
     role text not null check (role in ('reader', 'forecaster', 'curator', 'admin', 'source')),
     source_id text,
     label text not null,
     created_at timestamptz not null,
     expires_at timestamptz not null,
     revoked_at timestamptz,
     check ((role = 'source') = (source_id is not null))
   )`,
  'create schema if not exists app',
  `create table if not exists app.texts (
     id uuid primary key,
     salt bytea not null,
     text text not null,
     created_at timestamptz not null
   )`,
];

/** Makes the tables of keys and texts where they are missing; safe to run from several processes at once. */
export async function migrateAccounts(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [migrationKey]);
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
