import { readDateAttribute } from '../dates/occurred.ts';
import { reportIdOf } from '../identity.ts';
import type { AttributeSchema, TypeRegistered } from '../records/registers.ts';
import type { WrittenAttribute } from '../records/reports.ts';
import type { ReportInput } from './report-input.ts';

/** What is wrong with one field of a report. */
export interface ReportProblem {
  /** Dotted path, such as `attributes.ratePercent`. */
  readonly field: string;
  readonly expected: string;
}

export type PreparedAttribute =
  | { readonly field: string; readonly value: WrittenAttribute }
  | { readonly problem: ReportProblem };

type AttributeInput = ReportInput['attributes'][string];

/** An attribute as it is recorded; of an unknown type all are kept. */
export function prepareAttribute(
  field: string,
  value: AttributeInput,
  known: TypeRegistered | undefined,
): PreparedAttribute {
  const refused = (expected: string): PreparedAttribute => ({
    problem: { field: `attributes.${field}`, expected },
  });
  const written = isReportName(value) ? reportIdOf(value.source, value.ref) : value;
  if (known === undefined) return { field, value: written };
  const schema = Object.hasOwn(known.attributes, field) ? known.attributes[field] : undefined;
  if (schema === undefined) {
    const names = Object.keys(known.attributes).join(', ') || 'none';
    return refused(`an attribute of ${known.type}: ${names}`);
  }
  return fits(written, schema) ? { field, value: written } : refused(wording(schema));
}

function isReportName(value: AttributeInput): value is { source: string; ref: string } {
  return typeof value === 'object' && 'ref' in value;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

function fits(value: WrittenAttribute, schema: AttributeSchema): boolean {
  switch (schema.kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && isBetween(value, schema);
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return isDate(value) && readDateAttribute(value) !== undefined;
    case 'names':
      return Array.isArray(value);
    case 'report':
      return typeof value === 'string' && uuid.test(value);
  }
}

function isBetween(
  value: number,
  { min = -Infinity, max = Infinity }: { min?: number | undefined; max?: number | undefined },
): boolean {
  return value >= min && value <= max;
}

function isDate(value: WrittenAttribute): value is string | { from: string; to: string } {
  return typeof value === 'string' || (typeof value === 'object' && 'from' in value);
}

function wording(schema: AttributeSchema): string {
  if (schema.kind !== 'number') return wordings[schema.kind];
  return `a number from ${schema.min ?? '−∞'} to ${schema.max ?? '∞'}`;
}

const wordings = {
  text: 'a text',
  boolean: 'true or false',
  date: 'a day, an instant with a zone, or {from, to} in days',
  names: 'a list of names',
  report: 'the id of a report, or {source, ref}',
} as const;
