import type pg from 'pg';
import type { ProjectedTable } from '../declare/table.ts';
import type { Version } from '../fold/version.ts';
import { cell, copyRows } from './copy-lines.ts';
import { qualified } from './table-sql.ts';

export interface VersionsToCopy {
  readonly schema: string;
  readonly table: ProjectedTable;
  readonly partition: number;
  readonly versions: readonly Version[];
}

/** Adds versions to a table by COPY. */
export async function copyVersions(
  client: pg.ClientBase,
  { schema, table, partition, versions }: VersionsToCopy,
): Promise<void> {
  const own = table.columns.map(({ name }) => `, "${name}"`).join('');
  await copyRows(client, {
    into: `${qualified(schema, table)} (key, partition, from_offset, until_offset, group_key, data${own})`,
    items: versions,
    lineOf: (version) => lineOf(table, partition, version),
  });
}

function lineOf(table: ProjectedTable, partition: number, { key, row, from, until }: Version): string {
  const values = table.columnValues(row, key);
  const group = cell(table.groupOf?.(row));
  let line = `${cell(key)}\t${partition}\t${from}\t${cell(until)}\t${group}\t${cell(JSON.stringify(row))}`;
  for (const { name } of table.columns) line += `\t${cell(values[name])}`;
  return line;
}
