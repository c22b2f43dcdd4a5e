import type { FieldError } from '@casus/platform/http';
import { withoutApostrophe } from '../files/csv.ts';

type Cell = { readonly value: unknown } | { readonly expected: string };

const text = (cell: string): Cell => ({ value: withoutApostrophe(cell) });

/** What each column holds; an empty cell says nothing. */
const cells: Readonly<Record<string, (cell: string) => Cell>> = {
  questionId: text,
  probability: numberCell,
  quantiles: quantilesCell,
  cdf: (cell) => jsonCell(cell, 'a list of numbers such as [0, 0.2, 1]'),
  options: (cell) => jsonCell(cell, 'options such as {"A": 0.3, "B": 0.7}'),
  replaces: text,
  rationale: text,
};

export const predictionColumns: readonly string[] = Object.keys(cells);

/** The prediction that the cells of a row tell, or which of them cannot be read. */
export function predictionOfCells(
  names: readonly string[],
  record: readonly string[],
): { readonly value: unknown } | { readonly errors: readonly FieldError[] } {
  const value: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const [index, name] of names.entries()) {
    const content = (record[index] ?? '').trim();
    if (content === '') continue;
    const cell = cells[name]?.(content) ?? { value: undefined };
    if ('value' in cell) value[name] = cell.value;
    else errors.push(wrong(name, cell.expected));
  }
  return errors.length > 0 ? { errors } : { value };
}

function numberCell(cell: string): Cell {
  const number = numberOf(cell);
  return number === undefined ? { expected: 'a number with a point for the decimals' } : { value: number };
}

/** `0.25=3; 0.5=5; 0.75=9`, of a date `0.5=2025-03-01` */
function quantilesCell(cell: string): Cell {
  const quantiles = cell.split(';').flatMap((pair) => {
    const [side, said = ''] = pair.split('=').map((each) => each.trim());
    const level = numberOf(side ?? '');
    const value = /^\d{4}-\d{2}-\d{2}$/u.test(said) ? said : numberOf(said);
    return level === undefined || value === undefined ? [] : [{ level, value }];
  });
  return quantiles.length === cell.split(';').length
    ? { value: quantiles }
    : { expected: 'quantiles such as 0.25=3; 0.5=5; 0.75=9' };
}

function jsonCell(cell: string, expected: string): Cell {
  try {
    return { value: JSON.parse(cell) as unknown };
  } catch {
    return { expected };
  }
}

function numberOf(cell: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/u.test(cell) ? Number(cell) : undefined;
}

function wrong(field: string, expected: string): FieldError {
  return { in: 'body', field, expected, message: `expected ${expected}` };
}
