import type { Pool } from 'pg';
import { makeTables } from '../postgres/make-tables.ts';

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
  await makeTables(pool, statements);
}
