import type { Node } from 'ohm-js';

/** What a piece of text stands for in the language's JSON, dates and durations as they are written. */
export type Draft = string | number | boolean | null | readonly Draft[] | { readonly [field: string]: Draft };

export type Build = (children: readonly (Node | undefined)[], node: Node) => Draft;

export function draft(node: Node | undefined): Draft {
  return node === undefined ? null : (node['draft'] as () => Draft)();
}

export function optional(node: Node | undefined): Draft | undefined {
  return node?.children.map(draft)[0];
}

export function list(node: Node | undefined): readonly Draft[] {
  return node?.asIteration().children.map(draft) ?? [];
}

export function wordOf(node: Node | undefined): string {
  return node?.sourceString.trim() ?? '';
}

/** Where a term begins in its text, as an offset; of terms made from text only. */
const places = new WeakMap<object, number>();

export function placeOf(term: object): number | undefined {
  return places.get(term);
}

export function placed(node: Node | undefined, term: { readonly [field: string]: Draft | undefined }): Draft {
  const fields = Object.entries(term).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const made = Object.fromEntries(fields) as Record<string, Draft>;
  if (node !== undefined) places.set(made, node.source.startIdx);
  return made;
}

export function junction(op: 'and' | 'or'): Build {
  return ([first, , rest], node) => {
    return placed(node, { op, of: [draft(first), ...(rest?.children ?? []).map(draft)] });
  };
}

export function listed(op: 'and' | 'or'): Build {
  return ([, , of], node) => {
    return placed(node, { op, of: list(of) });
  };
}

export const inside: Build = ([, term]) => draft(term);
export const last: Build = (children) => draft(children.at(-1));
export const word: Build = (_children, node) => node.sourceString.trim();

export function nameOf(node: Node | undefined): string {
  return wordOf(node).slice(1);
}
