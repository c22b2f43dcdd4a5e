import type { Json } from './port.ts';

/**
 * JSON text with keys sorted by UTF-16 code units and no white space (as RFC 8785): equal values give equal
 * texts. Keys without a value are left out.
 * @throws {TypeError} for NaN, infinities and what JSON has no notation for
 */
export function canonicalJson(value: Json): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the default is for values that are no Json
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : isList(value) ? listText(value) : objectText(value);
    default: // no `Json`, but what a caller may hand over in its place
      throw new TypeError(`JSON has no notation for a ${typeof value}`);
  }
}

function listText(list: readonly Json[]): string {
  let text = '';
  for (const item of list) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
  return `[${text}]`;
}

function objectText(value: { readonly [key: string]: Json }): string {
  let text = '';
  for (const key of Object.keys(value).toSorted()) {
    const item = value[key];
    if (item === undefined) continue;
    const entry = `${quoted(key)}:${canonicalJson(item)}`;
    text += text === '' ? entry : `,${entry}`;
  }
  return `{${text}}`;
}

const plainText = /^[ !#-[\]-~]*$/;

/** The test is faster than the general way for the short names and codes that records are made of. */
function quoted(text: string): string {
  return text.length < 64 && plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no notation for ${value}`);
  return String(value === 0 ? 0 : value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
