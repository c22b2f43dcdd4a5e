import { fileOf } from '@casus/platform/files';
import type { Download } from '@casus/platform/files';
import { csvHeader, csvOf } from './csv.ts';
import type { CsvColumn } from './csv.ts';

/** A list as a file. */
export interface ListFile<Row> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly format: 'csv' | 'jsonl';
  readonly columns: readonly CsvColumn<Row>[];
  readonly pages: AsyncIterable<readonly Row[]>;
}

/**
 * The rows, page by page: CSV with a header, or JSON Lines of the items as the list has them. The first page is read
 * at once, so that what it refuses is answered as such.
 */
export async function listFile<Row>(file: ListFile<Row>): Promise<Download> {
  const chunks = chunksOf(file);
  const first = await chunks.next();
  return { status: 200, ...fileOf(file.name, file.format), chunks: withFirst(first, chunks) };
}

/** The text of a list, a chunk a page. */
export async function* chunksOf<Row>({
  format,
  columns,
  pages,
}: Pick<ListFile<Row>, 'format' | 'columns' | 'pages'>): AsyncGenerator<string, void> {
  let text = format === 'csv' ? csvHeader(columns) : '';
  for await (const rows of pages) {
    yield text + (format === 'csv' ? csvOf(columns, rows) : linesOf(rows));
    text = '';
  }
  yield text;
}

/** A page that was read whole. */
export async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[], void> {
  yield rows;
}

function linesOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* withFirst(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void>,
): AsyncGenerator<string, void> {
  if (first.done !== true) yield first.value;
  yield* rest;
}
