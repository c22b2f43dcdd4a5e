import { makeTables } from '@casus/platform/postgres';
import type { Pool } from 'pg';

/** Certificates that are too large for a record, by their hash. */
export interface Certificates {
  put(certificate: { readonly hash: string; readonly text: string }): Promise<void>;
}

export async function makeCertificates(pool: Pool): Promise<Certificates> {
  await makeTables(pool, [
    'create schema if not exists app',
    'create table if not exists app.certificates (hash text primary key, text text not null)',
  ]);
  return {
    async put({ hash, text }) {
      await pool.query(
        'insert into app.certificates (hash, text) values ($1, $2) on conflict (hash) do nothing',
        [hash, text],
      );
    },
  };
}
