import type { Database } from '@casus/projection';

/** A certificate that was too large for its record, by its hash; null where there is none. */
export async function findCertificate(db: Database, hash: string): Promise<unknown> {
  const table = await db.query<{ exists: boolean }>(
    `select to_regclass('app.certificates') is not null as exists`,
  );
  if (table.rows[0]?.exists !== true) return null;
  const { rows } = await db.query<{ text: string }>('select text from app.certificates where hash = $1', [
    hash,
  ]);
  return rows[0] ? (JSON.parse(rows[0].text) as unknown) : null;
}
