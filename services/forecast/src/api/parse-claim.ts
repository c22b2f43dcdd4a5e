import { reachOf } from '@casus/claims';
import type { Asked } from '@casus/claims';
import { describe } from '@casus/claims/english';
import { compileAsked, warningsOf } from '@casus/claims/language';
import type { AskedDraft, Vocabulary } from '@casus/claims/language';
import { fillTemplate } from '@casus/claims/templates';
import { askedDraft, parseText, printAsked } from '@casus/claims/text';
import type { TextRefusal } from '@casus/claims/text';
import type { ParsedClaimView } from './shapes/claim.ts';
import { isoOfSecond } from './times.ts';

/** A claim in one of the ways in which it can be written. */
export interface WrittenClaim {
  readonly kind?: AskedDraft['kind'] | undefined;
  readonly text?: string | undefined;
  readonly claim?: unknown;
  readonly template?: string | undefined;
  readonly slots?: Readonly<Record<string, unknown>> | undefined;
}

/** What is written, in all forms, or what is wrong with it. */
export function parseClaim(written: WrittenClaim, vocabulary: Vocabulary): ParsedClaimView {
  const { text, kind, template } = written;
  if (text !== undefined) {
    const parsed = parseText(text, kind, vocabulary);
    return parsed.ok ? view(parsed.kind, parsed.claim, vocabulary) : refused(parsed.refusals);
  }
  const made =
    template === undefined
      ? { ok: true as const, draft: written.claim, placeOf: (path: string) => path }
      : fillTemplate(template, written.slots ?? {});
  if (!made.ok) return refused(made.refusals);
  const found = kind ?? 'binary';
  const compiled = compileAsked(askedDraft(found, made.draft), vocabulary);
  if (compiled.ok) return view(found, compiled.claim, vocabulary);
  return refused(compiled.refusals.map(({ path, message }) => ({ path: made.placeOf(path), message })));
}

function view(kind: AskedDraft['kind'], claim: Asked, { actors }: Vocabulary): ParsedClaimView {
  const { from, to } = reachOf(claim);
  return {
    valid: true,
    kind,
    claim,
    text: printAsked(claim),
    english: describe(claim),
    lookback: isoOfSecond(from),
    horizon: isoOfSecond(to),
    refusals: [],
    warnings: actors === undefined ? [] : [...warningsOf(claim, actors)],
  };
}

type Refusals = readonly (Pick<TextRefusal, 'path' | 'message'> & Partial<TextRefusal>)[];

function refused(refusals: Refusals): ParsedClaimView {
  const nothing = { claim: null, text: null, english: null, lookback: null, horizon: null };
  return {
    valid: false,
    kind: null,
    ...nothing,
    warnings: [],
    refusals: refusals.map(({ path, message, line = null, column = null }) => ({
      path,
      message,
      line,
      column,
    })),
  };
}
