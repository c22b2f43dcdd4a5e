import type { Evidence } from '@casus/domain/evidence';
import type { VerdictValue } from '@casus/domain/verdict';
import type { Choice, Claim, Measure, TimeMeasure } from '../language/terms.ts';
import { optionsIn } from './choice.ts';
import { claimValues } from './claims.ts';
import type { CoverageSource } from './coverage.ts';
import type { AskedDays } from './days.ts';
import { bucketOf, zoneOf } from './days.ts';
import { engineTerms } from './engine-terms.ts';
import type { Cell, Frame, Shared } from './model.ts';
import { measured } from './measures.ts';
import { note, nothingNoted } from './frame.ts';
import { singleOf } from './truth.ts';

/** A question as the engine sees it: what is asked, and the sources that absence rests on. */
export type ClaimQuestion = AskedBy & { readonly coverage: readonly CoverageSource[] };

export type AskedBy =
  | { readonly kind: 'binary'; readonly claim: Claim }
  | { readonly kind: 'numeric'; readonly claim: Measure }
  | { readonly kind: 'date'; readonly claim: TimeMeasure; readonly days: AskedDays }
  | { readonly kind: 'choice'; readonly claim: Choice };

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
    noted: nothingNoted(),
    memo: new Map(),
    terms: engineTerms,
    shared,
  };
  switch (question.kind) {
    case 'binary': {
      const values = claimValues(frame, question.claim);
      return { single: singleOf(values), text: String(values), frame };
    }
    case 'numeric':
      return numberIn(frame, question.claim);
    case 'date':
      return dateIn(frame, question.claim, question.days);
    case 'choice':
      return optionIn(frame, question.claim);
  }
}

function dateIn(frame: Frame, measure: TimeMeasure, days: AskedDays): Outcome {
  const { low, high, doubts } = measured(frame, measure);
  const zone = zoneOf(measure.window);
  const [first, last] = [low, high].map((instant) => bucketOf(instant, zone, days));
  const single = first !== undefined && first === last ? { date: first } : null;
  if (single === null) note(frame, doubts);
  return { single, text: `${first}..${last}`, frame };
}

function optionIn(frame: Frame, choice: Choice): Outcome {
  const found = optionsIn(frame, choice);
  const [only] = found;
  const single = found.length === 1 && only !== undefined ? only : null;
  const text = found.map((each) => (each === 'void' ? each : each.option)).join('\n');
  return { single: single === 'void' || single === null ? single : { option: single.option }, text, frame };
}

function numberIn(frame: Frame, measure: Measure): Outcome {
  const { low, high, doubts } = measured(frame, measure);
  const single = low === high && Number.isFinite(low) ? { number: low } : null;
  if (single === null) note(frame, doubts);
  return { single, text: `${low}..${high}`, frame };
}
