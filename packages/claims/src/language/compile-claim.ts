import type { z } from 'zod';
import type { ClaimQuestion } from '../engine/outcome.ts';
import type { Asked, Claim, Measure } from './terms.ts';
import type { Refusal } from './draft.ts';
import { compileDraft } from './draft.ts';
import { refusalsOf } from './limits.ts';
import type { Vocabulary } from './vocabulary.ts';
import { didYouMean } from './nearest-word.ts';
import { fieldsOf } from './fields.ts';
import { choiceSchema, claimSchema, measureSchema, timeSchema } from './schema.ts';

export type Compiled<T> =
  | { readonly ok: true; readonly claim: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** A binary question's claim from what its author wrote, or what is wrong with it and where. */
export function compileClaim(draft: unknown, vocabulary?: Vocabulary): Compiled<Claim> {
  return compileWith(claimSchema, draft, vocabulary);
}

/** A numeric question's measure from what its author wrote, or what is wrong with it and where. */
export function compileMeasure(draft: unknown, vocabulary?: Vocabulary): Compiled<Measure> {
  return compileWith(measureSchema, draft, vocabulary);
}

/** What a question asks, as its author wrote it: `options` of a multiple choice, `claim` of every other kind. */
export interface AskedDraft {
  readonly kind: ClaimQuestion['kind'];
  readonly claim: unknown;
  readonly options?: unknown;
}

/** What a question of any kind asks, or what is wrong with it and where (`/options/0/claim` of a choice). */
export function compileAsked({ kind, claim, options }: AskedDraft, vocabulary?: Vocabulary): Compiled<Asked> {
  switch (kind) {
    case 'binary':
      return compileClaim(claim, vocabulary);
    case 'numeric':
      return compileMeasure(claim, vocabulary);
    case 'date':
      return compileWith(timeSchema, claim, vocabulary);
    case 'choice':
      return compileWith(choiceSchema, { op: 'choice', options }, vocabulary);
  }
}

function compileWith<T extends Asked>(
  schema: z.ZodType<T>,
  draft: unknown,
  vocabulary: Vocabulary = {},
): Compiled<T> {
  const { json, refusals } = compileDraft(draft, vocabulary);
  if (refusals.length > 0) return { ok: false, refusals: eachOnce(refusals) };
  const parsed = schema.safeParse(json, { reportInput: true });
  if (!parsed.success)
    return { ok: false, refusals: parsed.error.issues.map((each) => refusalOf(each, json)) };
  const refused = refusalsOf(parsed.data);
  return refused.length > 0 ? { ok: false, refusals: refused } : { ok: true, claim: parsed.data };
}

/** An unknown zone is met at every date of its window. */
function eachOnce(refusals: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refusals.map((each) => [`${each.path} ${each.message}`, each])).values()];
}

function refusalOf(issue: z.core.$ZodIssue, json: unknown): Refusal {
  const path = issue.path.map((part) => `/${String(part)}`).join('');
  if (issue.code !== 'unrecognized_keys') return { path, message: messageOf(issue) };
  const [key = ''] = issue.keys;
  const valid = fieldsOf(nodeAt(json, issue.path));
  const expected = valid.length === 0 ? 'expected no such field' : `expected ${valid.join(', ')}`;
  return { path: `${path}/${key}`, message: `${expected}; got ${key}${didYouMean(key, valid)}` };
}

function nodeAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    json,
  );
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String), issue.input);
  if (issue.code !== 'invalid_union') return issue.message;
  if (issue.errors.length === 0) return oneOf(optionsOf(issue), wordWritten(issue.input, issue.path.at(-1)));
  const branches = issue.errors.map((errors) => errors[0]?.message ?? '').filter((text) => text !== '');
  return `expected one of: ${[...new Set(branches)].join('; ')}`;
}

function optionsOf(issue: object): readonly string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

/** What stands at a key: a union reports the whole object that has no such branch. */
function wordWritten(input: unknown, key: PropertyKey | undefined): unknown {
  if (typeof input !== 'object' || input === null || key === undefined) return input;
  return Reflect.get(input, key);
}

function oneOf(valid: readonly string[], written: unknown): string {
  const expected = `expected ${valid.join(', ')}`;
  if (typeof written !== 'string') return expected;
  return `${expected}; got ${written}${didYouMean(written, valid)}`;
}
