import { stringify } from 'csv-stringify/sync';

/** A column of a table as text: its name, and what a row has in it; null is an empty cell. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly of: (row: Row) => string | number | boolean | null;
}

/**
 * Rows as CSV (RFC 4180), one column a field. Text that a spreadsheet would take for a formula (it begins with one of
 * `= + - @`, a tab or a carriage return) gets an apostrophe before it; numbers stay as they are.
 */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => columns.map(({ of }) => of(row))),
    { escape_formulas: true, record_delimiter: 'windows', cast: { boolean: String } },
  );
}

export function csvHeader<Row>(columns: readonly CsvColumn<Row>[]): string {
  return stringify([columns.map(({ name }) => name)], { record_delimiter: 'windows' });
}

/** The text that {@link csvOf} made safe. */
export function withoutApostrophe(cell: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/u.test(cell) ? cell.slice(1) : cell;
}
