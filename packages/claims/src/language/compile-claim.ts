import type { z } from 'zod';
import type { ClaimQuestion } from '../engine/outcome.ts';
import type { Asked, Claim, Measure } from './terms.ts';
import type { Refusal } from './draft.ts';
import { compileDraft } from './draft.ts';
import { refusalsOf } from './limits.ts';
import { nearestWord } from './nearest-word.ts';
import { choiceSchema, claimSchema, measureSchema, timeSchema } from './schema.ts';

export type Compiled<T> =
  | { readonly ok: true; readonly claim: T }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** A binary question's claim from what its author wrote, or what is wrong with it and where. */
export function compileClaim(draft: unknown): Compiled<Claim> {
  return compileWith(claimSchema, draft);
}

/** A numeric question's measure from what its author wrote, or what is wrong with it and where. */
export function compileMeasure(draft: unknown): Compiled<Measure> {
  return compileWith(measureSchema, draft);
}

/** What a question asks, as its author wrote it: `options` of a multiple choice, `claim` of every other kind. */
export interface AskedDraft {
  readonly kind: ClaimQuestion['kind'];
  readonly claim: unknown;
  readonly options?: unknown;
}

/** What a question of any kind asks, or what is wrong with it and where (`/options/0/claim` of a choice). */
export function compileAsked({ kind, claim, options }: AskedDraft): Compiled<Asked> {
  switch (kind) {
    case 'binary':
      return compileClaim(claim);
    case 'numeric':
      return compileMeasure(claim);
    case 'date':
      return compileWith(timeSchema, claim);
    case 'choice':
      return compileWith(choiceSchema, { op: 'choice', options });
  }
}

function compileWith<T extends Asked>(schema: z.ZodType<T>, draft: unknown): Compiled<T> {
  const { json, refusals } = compileDraft(draft);
  if (refusals.length > 0) return { ok: false, refusals };
  const parsed = schema.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, refusals: parsed.error.issues.flatMap(refusalOf) };
  const refused = refusalsOf(parsed.data);
  return refused.length > 0 ? { ok: false, refusals: refused } : { ok: true, claim: parsed.data };
}

function refusalOf(issue: z.core.$ZodIssue): readonly Refusal[] {
  return [{ path: issue.path.map((part) => `/${String(part)}`).join(''), message: messageOf(issue) }];
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
  const nearest = nearestWord(written, valid);
  return `${expected}; got ${written}${nearest === null ? '' : `, did you mean ${nearest}?`}`;
}
