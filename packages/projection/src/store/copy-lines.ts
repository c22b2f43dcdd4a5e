import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ColumnValue } from '../declare/table.ts';
import { timeSlices } from '../fold/time-slices.ts';

/** Fewer rows than these are added by one statement. */
export const leastCopied = 64;

/** Characters handed to the connection at once. */
const chunkLength = 256 * 1024;

export interface RowsToCopy<Item> {
  /** `g3."events" (key, data)` */
  readonly into: string;
  readonly items: readonly Item[];
  /** The row of an item: its cells in the order of the columns, joined by tabs. */
  readonly lineOf: (item: Item) => string;
}

/** Adds rows to a table by COPY, about twice as fast as one statement with all of them. */
export async function copyRows<Item>(
  client: pg.ClientBase,
  { into, items, lineOf }: RowsToCopy<Item>,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${into} from stdin`));
  await pipeline(Readable.from(chunksOf(items, lineOf)), stream);
}

async function* chunksOf<Item>(
  items: readonly Item[],
  lineOf: (item: Item) => string,
): AsyncGenerator<string> {
  const slices = timeSlices();
  let chunk = '';
  for (const item of items) {
    chunk += `${lineOf(item)}\n`;
    if (chunk.length > chunkLength) {
      yield chunk;
      chunk = '';
    }
    const pause = slices.pause();
    if (pause) await pause;
  }
  if (chunk !== '') yield chunk;
}

/** A value in the text format of COPY. */
export function cell(value: ColumnValue): string {
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
