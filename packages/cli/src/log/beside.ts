import { StartupError, systemClock } from '@casus/platform';
import { migrateAccounts, textsIn } from '@casus/platform/accounts';
import type { Beside } from '@casus/log/file';
import { makeTables } from '@casus/platform/postgres';
import type { Pool } from 'pg';
import { z } from 'zod';

/** What lies beside a log and can go along with it. */
const text = z.object({ beside: z.literal('text'), id: z.uuid(), salt: z.string(), content: z.string() });
const certificate = z.object({ beside: z.literal('certificate'), hash: z.string(), content: z.string() });
const pseudonym = z.object({
  beside: z.literal('pseudonym'),
  id: z.uuid(),
  role: z.string(),
  source: z.string().nullable(),
  label: z.string(),
});
const known = z.discriminatedUnion('beside', [text, certificate, pseudonym]);

/** Certificates too large for a record are part of what is public; texts and pseudonyms are about people. */
export type Kind = z.infer<typeof known>['beside'];

const tables = [
  'create schema if not exists app',
  'create table if not exists app.certificates (hash text primary key, text text not null)',
  `create table if not exists app.pseudonyms (
     principal_id uuid primary key, role text not null, source_id text, label text not null)`,
];

/** Keys and their hashes are never among the columns. */
const selects: Readonly<Record<Kind, string>> = {
  certificate: `select hash as place, 'certificate' as beside, hash, text as content from app.certificates
    where hash > $1 order by hash limit 500`,
  text: `select id as place, 'text' as beside, id, encode(salt, 'hex') as salt, text as content from app.texts
    where id > coalesce(nullif($1, ''), '00000000-0000-0000-0000-000000000000')::uuid order by id limit 500`,
  pseudonym: `select id as place, 'pseudonym' as beside, known.* from (
      select distinct on (principal_id) principal_id as id, role, source_id as source, label from (
        select principal_id, role, source_id, label, created_at from auth.keys
        union all select principal_id, role, source_id, label, '-infinity' from app.pseudonyms) as named
      order by principal_id, created_at desc) as known
    where id > coalesce(nullif($1, ''), '00000000-0000-0000-0000-000000000000')::uuid order by id limit 500`,
};

/** All of these kinds, page by page. */
export async function* besideOf(pool: Pool, kinds: readonly Kind[]): AsyncGenerator<Beside> {
  await migrateAccounts(pool);
  await makeTables(pool, tables);
  for (const kind of kinds)
    for (let place = ''; ;) {
      const { rows } = await pool.query<Beside & { readonly place: string }>(selects[kind], [place]);
      for (const { place: _, ...row } of rows) yield row;
      const last = rows.at(-1);
      if (last === undefined) break;
      place = last.place;
    }
}

/** Keeps what comes along; what is there already stays. @throws {StartupError} something unknown */
export async function keepBeside(pool: Pool, given: AsyncIterable<Beside>): Promise<number> {
  await migrateAccounts(pool);
  await makeTables(pool, tables);
  const texts = textsIn(pool, systemClock);
  let count = 0;
  for await (const each of given) {
    const { data } = known.safeParse(each);
    if (!data) throw new StartupError(`The file holds something unknown beside the log: ${each.beside}.`);
    if (data.beside === 'text') {
      const { id: textId, salt, content } = data;
      await texts.restore({ textId, salt, text: content });
    } else await keep(pool, data);
    count += 1;
  }
  return count;
}

async function keep(
  pool: Pool,
  data: Exclude<z.infer<typeof known>, { readonly beside: 'text' }>,
): Promise<void> {
  if (data.beside === 'certificate')
    await pool.query('insert into app.certificates (hash, text) values ($1, $2) on conflict do nothing', [
      data.hash,
      data.content,
    ]);
  else
    await pool.query(
      `insert into app.pseudonyms (principal_id, role, source_id, label) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [data.id, data.role, data.source, data.label],
    );
}
