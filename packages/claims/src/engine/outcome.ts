import type { Evidence } from '@casus/domain/evidence';
import type { VerdictValue } from '@casus/domain/verdict';
import type { Claim, Measure } from '../language/terms.ts';
import { claimValues } from './claims.ts';
import type { CoverageSource } from './coverage.ts';
import { engineTerms } from './engine-terms.ts';
import type { Cell, Frame, Shared } from './model.ts';
import { measured } from './measures.ts';
import { note } from './frame.ts';
import { singleOf } from './truth.ts';

/** A question as the engine sees it: a claim, or for a numeric question a measure. */
export type ClaimQuestion =
  | { readonly kind: 'binary'; readonly claim: Claim; readonly coverage: readonly CoverageSource[] }
  | { readonly kind: 'numeric'; readonly claim: Measure; readonly coverage: readonly CoverageSource[] };

/** What a question comes to in one cell. */
export interface Outcome {
  /** The value, where all completions of the cell agree. */
  readonly single: Exclude<VerdictValue, 'open' | 'indeterminate'> | null;
  /** One text for one set of values. */
  readonly text: string;
  readonly frame: Frame;
}

export interface Situation {
  readonly question: ClaimQuestion;
  readonly evidence: Evidence;
  readonly shared: Shared;
}

export function outcomeIn({ question, evidence, shared }: Situation, cell: Cell, unknowns: boolean): Outcome {
  const frame: Frame = {
    evidence,
    sources: question.coverage,
    cell,
    unknowns,
    variables: new Map(),
    anchors: new Map(),
    noted: new Map(),
    memo: new Map(),
    terms: engineTerms,
    shared,
  };
  if (question.kind === 'numeric') return numberIn(frame, question.claim);
  const values = claimValues(frame, question.claim);
  return { single: singleOf(values), text: String(values), frame };
}

function numberIn(frame: Frame, measure: Measure): Outcome {
  const { low, high, doubts } = measured(frame, measure);
  const single = low === high && Number.isFinite(low) ? { number: low } : null;
  if (single === null) note(frame, doubts);
  return { single, text: `${low}..${high}`, frame };
}
