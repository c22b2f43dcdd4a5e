import type { ProjectedTable } from '../declare/table.ts';

/** A statement that each connection prepares once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

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

/** $1 keys as a JSON array, $2 partition. The newest version of each key is the one place where it may stand. */
export function selectByKey(schema: string, table: ProjectedTable): Statement {
  return {
    name: `${schema}_${table.name}_key`,
    text: `
select newest.key, newest.from_offset, newest.data
from json_array_elements_text($1::json) as wanted (key)
cross join lateral (
  select * from ${qualified(schema, table)} as stored
  where stored.key = wanted.key and stored.partition = $2
  order by stored.from_offset desc limit 1
) as newest
where newest.until_offset is null`,
  };
}

/** $1 groups as a JSON array, $2 partition. */
export function selectByGroup(schema: string, table: ProjectedTable): Statement {
  return {
    name: `${schema}_${table.name}_group`,
    text: `
select key, from_offset, data from ${qualified(schema, table)}
where partition = $2 and group_key = any (array(select json_array_elements_text($1::json)))
  and until_offset is null`,
  };
}

/** $1 versions as JSON (key, from_offset, until_offset), $2 partition. */
export function endVersions(schema: string, table: ProjectedTable): Statement {
  const versions = 'json_to_recordset($1::json) as ended (key text, from_offset bigint, until_offset bigint)';
  const same =
    'stored.key = ended.key and stored.partition = $2 and stored.from_offset = ended.from_offset and stored.until_offset is null';
  const name = `${schema}_${table.name}_end`;
  if (!table.keepsHistory)
    return {
      name,
      text: `delete from ${qualified(schema, table)} as stored using ${versions} where ${same}`,
    };
  return {
    name,
    text: `
update ${qualified(schema, table)} as stored set until_offset = ended.until_offset
from ${versions} where ${same}`,
  };
}

/** $1 versions as JSON, $2 partition; `into` is the table itself or one of its shape. */
export function insertVersions(
  schema: string,
  table: ProjectedTable,
  into = qualified(schema, table),
): Statement {
  const own = table.columns.map(({ name }) => `, "${name}"`).join('');
  const typed = table.columns.map(({ name, type }) => `, "${name}" ${type}`).join('');
  return {
    name: `${schema}_${table.name}_insert`,
    text: `
insert into ${into} (partition, key, from_offset, until_offset, group_key, data${own})
select $2::int, key, from_offset, until_offset, group_key, data${own}
from json_to_recordset($1::json) as opened
  (key text, from_offset bigint, until_offset bigint, group_key text, data jsonb${typed})`,
  };
}
