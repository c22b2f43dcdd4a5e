import type { ProjectedTable } from '../declare/table.ts';

/** `g3."events"` */
export function qualified(schema: string, table: { readonly name: string }): string {
  return `${schema}."${table.name}"`;
}

/** Creates the table as it is in the schema, with its indexes. */
export function createTable(schema: string, table: ProjectedTable): string {
  const own = table.columns.map(({ name, type }) => `  "${name}" ${type},\n`).join('');
  const indexes = table.groupOf ? ['(partition, group_key) where until_offset is null'] : [];
  const create = `create table ${qualified(schema, table)} (
  key text collate "C" not null,
  partition int not null,
  from_offset bigint not null,
  until_offset bigint check (until_offset > from_offset),
  group_key text collate "C",
${own}  data jsonb not null,
  primary key (key, partition, from_offset)
);\n`;
  return [...indexes, ...table.indexes].reduce(
    (sql, index) => `${sql}create index on ${qualified(schema, table)} ${index};\n`,
    create,
  );
}

/*
 * Tables grow faster than their statistics, so the plans must not hang on them: rows are looked up one by one in
 * the primary key (lateral, fenced), and no plan is kept. A plain join of 1,000 versions was measured to scan
 * 20,000,000 pairs, and a plan made while the table was empty to stay.
 */

/** $1 keys as a JSON array, $2 partition. The newest version of each key is the one place where it may stand. */
export function selectByKey(schema: string, table: ProjectedTable): string {
  return `
select newest.key, newest.from_offset, newest.data
from json_array_elements_text($1::json) as wanted (key)
cross join lateral (
  select * from ${qualified(schema, table)} as stored
  where stored.key = wanted.key and stored.partition = $2
  order by stored.from_offset desc limit 1
) as newest
where newest.until_offset is null`;
}

/** $1 groups as a JSON array, $2 partition. */
export function selectByGroup(schema: string, table: ProjectedTable): string {
  return `
select key, from_offset, data from ${qualified(schema, table)}
where partition = $2 and group_key = any (array(select json_array_elements_text($1::json)))
  and until_offset is null`;
}

/** $1 versions as JSON (key, from_offset, until_offset), $2 partition. */
export function endVersions(schema: string, table: ProjectedTable): string {
  const stored = qualified(schema, table);
  const places = `(
  select place.ctid, ended.until_offset
  from json_to_recordset($1::json) as ended (key text, from_offset bigint, until_offset bigint)
  cross join lateral (
    select sought.ctid from ${stored} as sought
    where sought.key = ended.key and sought.partition = $2 and sought.from_offset = ended.from_offset
      and sought.until_offset is null
    offset 0
  ) as place
) as ended
where stored.ctid = ended.ctid`;
  return table.keepsHistory
    ? `update ${stored} as stored set until_offset = ended.until_offset from ${places}`
    : `delete from ${stored} as stored using ${places}`;
}

/** $1 versions as JSON, $2 partition; `into` is the table itself or one of its shape. */
export function insertVersions(
  schema: string,
  table: ProjectedTable,
  into = qualified(schema, table),
): string {
  const own = table.columns.map(({ name }) => `, "${name}"`).join('');
  const typed = table.columns.map(({ name, type }) => `, "${name}" ${type}`).join('');
  return `
insert into ${into} (partition, key, from_offset, until_offset, group_key, data${own})
select $2::int, key, from_offset, until_offset, group_key, data${own}
from json_to_recordset($1::json) as opened
  (key text, from_offset bigint, until_offset bigint, group_key text, data jsonb${typed})`;
}
