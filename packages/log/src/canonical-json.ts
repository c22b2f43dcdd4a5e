import type { Json } from './port.ts';

/**
 * JSON text with keys sorted by UTF-16 code units and no white space (as RFC 8785): equal values give equal
 * texts. Keys without a value are left out.
 * @throws {TypeError} for NaN, infinities and what JSON has no notation for
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`JSON has no notation for a ${typeof value}`);
  return objectText(value);
}

function objectText(value: { readonly [key: string]: Json }): string {
  const entries: string[] = [];
  for (const key of Object.keys(value).toSorted()) {
    const item = value[key];
    if (item !== undefined) entries.push(`${JSON.stringify(key)}:${canonicalJson(item)}`);
  }
  return `{${entries.join(',')}}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no notation for ${value}`);
  return JSON.stringify(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
