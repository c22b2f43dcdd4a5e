import type { FieldError, RequestPart } from './problem.ts';

const deepest = 64;

/**
 * Complaints about what no store can keep: strings with NUL or half a surrogate pair, which Postgres refuses, and
 * nesting that would exhaust the stack of whoever walks it.
 */
export function unstorable(part: RequestPart, value: unknown): readonly FieldError[] {
  const errors: FieldError[] = [];
  const visit = (inner: unknown, field: string, depth: number): void => {
    if (typeof inner === 'string') {
      if (inner.includes('\0') || !inner.isWellFormed()) errors.push(unreadableText(part, field));
    } else if (typeof inner === 'object' && inner !== null) {
      if (depth === deepest) errors.push(tooDeep(part, field));
      else
        for (const [name, each] of Object.entries(inner)) visit(each, nested(inner, field, name), depth + 1);
    }
  };
  visit(value, '', 0);
  return errors;
}

function nested(parent: object, field: string, name: string): string {
  if (Array.isArray(parent)) return `${field}[${name}]`;
  return field === '' ? name : `${field}.${name}`;
}

function unreadableText(part: RequestPart, field: string): FieldError {
  const message = 'the text holds a NUL character or half a surrogate pair';
  return { in: part, field, expected: 'well-formed Unicode without NUL', message };
}

function tooDeep(part: RequestPart, field: string): FieldError {
  const shortened = `${field.slice(0, 100)}…`;
  return { in: part, field: shortened, expected: `at most ${deepest} levels`, message: 'nested too deeply' };
}
