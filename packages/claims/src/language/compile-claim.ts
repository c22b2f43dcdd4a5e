import type { z } from 'zod';
import type { Claim, Measure } from './terms.ts';
import type { Refusal } from './draft.ts';
import { compileDraft } from './draft.ts';
import { refusalsOf } from './limits.ts';
import { claimSchema, measureSchema } from './schema.ts';

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

function compileWith<T extends Claim | Measure>(schema: z.ZodType<T>, draft: unknown): Compiled<T> {
  const { json, refusals } = compileDraft(draft);
  if (refusals.length > 0) return { ok: false, refusals };
  const parsed = schema.safeParse(json);
  if (!parsed.success) return { ok: false, refusals: parsed.error.issues.flatMap(refusalOf) };
  const refused = refusalsOf(parsed.data);
  return refused.length > 0 ? { ok: false, refusals: refused } : { ok: true, claim: parsed.data };
}

function refusalOf(issue: z.core.$ZodIssue): readonly Refusal[] {
  return [{ path: issue.path.map((part) => `/${String(part)}`).join(''), message: messageOf(issue) }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((errors) => errors[0]?.message ?? '').filter((text) => text !== '');
    return `expected one of: ${[...new Set(branches)].join('; ')}`;
  }
  return issue.message;
}
