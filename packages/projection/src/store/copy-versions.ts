import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ColumnValue, ProjectedTable } from '../declare/table.ts';
import { timeSlices } from '../fold/time-slices.ts';
import type { Version } from '../fold/version.ts';
import { qualified } from './table-sql.ts';

/** Characters handed to the connection at once. */
const chunkLength = 256 * 1024;

export interface VersionsToCopy {
  readonly schema: string;
  readonly table: ProjectedTable;
  readonly partition: number;
  readonly versions: readonly Version[];
}

/** Adds versions to a table by COPY, about twice as fast as one statement with all of them. */
export async function copyVersions(
  client: pg.ClientBase,
  { schema, table, partition, versions }: VersionsToCopy,
): Promise<void> {
  const own = table.columns.map(({ name }) => `, "${name}"`).join('');
  const columns = `key, partition, from_offset, until_offset, group_key, data${own}`;
  const stream = client.query(copyFrom(`copy ${qualified(schema, table)} (${columns}) from stdin`));
  await pipeline(Readable.from(linesOf(table, partition, versions)), stream);
}

async function* linesOf(
  table: ProjectedTable,
  partition: number,
  versions: readonly Version[],
): AsyncGenerator<string> {
  const slices = timeSlices();
  let chunk = '';
  for (const { key, row, from, until } of versions) {
    const values = table.columnValues(row, key);
    const group = table.groupOf?.(row);
    const cells = [key, partition, from, until, group, JSON.stringify(row)].map(cell);
    for (const { name } of table.columns) cells.push(cell(values[name]));
    chunk += `${cells.join('\t')}\n`;
    if (chunk.length > chunkLength) {
      yield chunk;
      chunk = '';
    }
    await slices.pause();
  }
  if (chunk !== '') yield chunk;
}

/** A value in the text format of COPY. */
function cell(value: ColumnValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : arrayText(value);
  return /[\\\n\r\t]/.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (found) => escapes[found] ?? found) : text;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `{"a","b"}`, as Postgres reads an array. */
function arrayText(values: readonly (string | number)[]): string {
  const quoted = values.map((each) => `"${String(each).replaceAll(/["\\]/g, (found) => `\\${found}`)}"`);
  return `{${quoted.join(',')}}`;
}
