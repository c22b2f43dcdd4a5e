import type { Proof } from './prove.ts';

/** What became of a mutant: the seed of the case that killed it, or null while it lives. */
export interface Fate {
  readonly mutant: string;
  readonly killedBy: number | null;
}

/** What a thread of the proof is asked to do. */
export type Job =
  /** Cases `seed`, `seed + 1`… */
  | { readonly kind: 'cases'; readonly seed: number; readonly cases: number }
  /** The wrong engine is tried on the cases with these seeds, in this order, until one finds it out. */
  | { readonly kind: 'mutant'; readonly mutant: string; readonly seeds: readonly number[] };

export type Answer =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | { readonly kind: 'fate'; readonly fate: Fate };
