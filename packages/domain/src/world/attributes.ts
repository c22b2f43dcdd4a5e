import { readDateAttribute } from '../dates/occurred.ts';
import type { AttributeValue } from '../evidence.ts';
import type { AttributeSchema } from '../records/registers.ts';
import type { WrittenAttribute } from '../records/reports.ts';

export interface ReadAttributes {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Names that the type does not have, or with values that it does not allow. */
  readonly mismatched: readonly string[];
}

/** What a report's attributes mean by its type's schema; dates in the report's zone. */
export function readAttributes(
  written: Readonly<Record<string, WrittenAttribute>>,
  schemas: Readonly<Record<string, AttributeSchema>>,
  zone: string | undefined,
): ReadAttributes {
  const attributes: Record<string, AttributeValue> = {};
  const mismatched: string[] = [];
  for (const name of Object.keys(written).toSorted()) {
    const [value, schema] = [written[name], Object.hasOwn(schemas, name) ? schemas[name] : undefined];
    const read = value === undefined || schema === undefined ? undefined : readAttribute(value, schema, zone);
    if (read === undefined) mismatched.push(name);
    else attributes[name] = read;
  }
  return { attributes, mismatched };
}

function readAttribute(
  value: WrittenAttribute,
  schema: AttributeSchema,
  zone: string | undefined,
): AttributeValue | undefined {
  switch (schema.kind) {
    case 'text':
    case 'report':
      return typeof value === 'string' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return readNumber(value, schema.min, schema.max);
    case 'date':
      return readDate(value, zone);
    case 'names':
      return readNames(value);
  }
}

function readNumber(value: WrittenAttribute, min = -Infinity, max = Infinity): number | undefined {
  return typeof value === 'number' && value >= min && value <= max ? value : undefined;
}

function readDate(value: WrittenAttribute, zone: string | undefined): AttributeValue | undefined {
  const isRange = typeof value === 'object' && !Array.isArray(value);
  return typeof value === 'string' || isRange ? readDateAttribute(value, zone) : undefined;
}

/** In one order, so that reports that name the same agree. */
function readNames(value: WrittenAttribute): AttributeValue | undefined {
  return Array.isArray(value) ? [...new Set(value)].toSorted() : undefined;
}
