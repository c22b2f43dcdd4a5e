/** A wrong engine: one change of its text, which the proof has to notice. */
export interface Mutant {
  readonly name: string;
  /** Below `packages/claims/src`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
