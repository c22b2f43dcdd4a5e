import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '@casus/platform/http';
import type { FieldError } from '@casus/platform/http';
import type { TextBody } from '@casus/platform/files';
import { predictionColumns, predictionOfCells } from './prediction-cells.ts';

/** A row of a batch as it was sent: an object to check, or what was wrong with its text. */
export interface SentRow {
  /** From 0. */
  readonly row: number;
  /** Of the text, from 1, where the row begins; null for a batch in JSON. */
  readonly line: number | null;
  readonly value?: unknown;
  readonly errors?: readonly FieldError[];
}

/** @throws {Problem} `invalid-request` for a text that cannot be divided into rows */
export function rowsOfText({ contentType, text }: TextBody): readonly SentRow[] {
  return contentType === 'text/csv' ? rowsOfCsv(text) : rowsOfLines(text);
}

function rowsOfLines(text: string): readonly SentRow[] {
  return text
    .split('\n')
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
    .map(({ content, line }, row) => {
      try {
        return { row, line, value: JSON.parse(content) as unknown };
      } catch {
        return { row, line, errors: [wrong('', 'a JSON object on a line')] };
      }
    });
}

interface Parsed {
  readonly record: readonly string[];
  /** `lines`: of the line on which the record ends. */
  readonly info: { readonly lines: number };
}

function rowsOfCsv(text: string): readonly SentRow[] {
  const [header, ...records] = parsed(text);
  if (!header) throw invalid('', 'a header line and at least one row');
  const names = header.record.map((name) => name.trim());
  checkNames(names);
  return records.map(({ record, info }, row) => {
    const line = info.lines - breaksIn(record);
    if (record.length !== names.length) {
      const expected = `${names.length} cells, as the header has; it has ${record.length}`;
      return { row, line, errors: [wrong('', expected)] };
    }
    return { row, line, ...predictionOfCells(names, record) };
  });
}

/** Lines that a record goes on for, by the cells that hold them. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function parsed(text: string): readonly Parsed[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    // with one kind of line break the parser counts lines as an editor does
    return parse(text.replaceAll(/\r\n?/gu, '\n'), options) as unknown as readonly Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid('', `CSV (RFC 4180); ${error.message}`, error);
  }
}

function checkNames(names: readonly string[]): void {
  const unknown = names.find((name) => !predictionColumns.includes(name));
  if (unknown !== undefined) throw invalid(unknown, `one of the columns ${predictionColumns.join(', ')}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(twice, 'each column once');
  if (!names.includes('questionId')) throw invalid('questionId', 'a column with this name');
}

function wrong(field: string, expected: string): FieldError {
  return { in: 'body', field, expected, message: `expected ${expected}` };
}

function invalid(field: string, expected: string, cause?: unknown): Problem {
  const errors = [wrong(field, expected)];
  return new Problem('invalid-request', `The file is not valid: expected ${expected}.`, {
    errors,
    cause,
  });
}
