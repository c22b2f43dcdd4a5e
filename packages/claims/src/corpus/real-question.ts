/** A question that was asked elsewhere, in words of our own, and how it is asked here. */
export interface RealQuestion {
  /** Where it was asked, and its number there. */
  readonly id: string;
  readonly asks: string;
  /** Decided by events that are coded anyway (A), with a type or attribute of its own (B), or by other data (C). */
  readonly coding: 'A' | 'B' | 'C';
  /** The claim in the text form; null where the language cannot say it. */
  readonly text: string | null;
  /** What of it the claim leaves out, or why there is none. */
  readonly gap?: string;
}
