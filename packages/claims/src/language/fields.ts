import { z } from 'zod';
import { claimSchema, eventTerm, fluent, measureSchema, window } from './schema.ts';

/** The fields that a term of the language has; none for what is no term. */
export function fieldsOf(node: unknown): readonly string[] {
  const op: unknown = typeof node === 'object' && node !== null && 'op' in node ? node.op : undefined;
  return typeof op === 'string' ? (table.get(op) ?? []) : [];
}

const table = new Map<string, readonly string[]>();
for (const schema of [eventTerm, fluent, window, measureSchema, claimSchema]) {
  const union = schema instanceof z.ZodLazy ? schema.unwrap() : schema;
  if (!(union instanceof z.ZodDiscriminatedUnion)) continue;
  for (const each of union.options) {
    if (!(each instanceof z.ZodObject) || !(each.shape['op'] instanceof z.ZodLiteral)) continue;
    const op = String(each.shape['op'].value);
    table.set(op, [...new Set([...(table.get(op) ?? []), ...Object.keys(each.shape)])]);
  }
}
