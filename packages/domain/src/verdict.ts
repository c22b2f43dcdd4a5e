/** What the claim engine says of a question at one cut of `world`. */

/**
 * `true`, `false`, `void`: every completion of what is known, whatever the future, gives it.
 * `open`: the future or unread coverage may still tell. `indeterminate`: only a further report can.
 * A numeric question is decided by a number.
 */
export type VerdictValue = 'true' | 'false' | 'void' | 'open' | 'indeterminate' | { readonly number: number };

/** A source that has not been read far enough for the verdict. */
export interface WaitingFor {
  readonly source: string;
  /** UTC seconds: once it has been read up to here it no longer stands in the way. */
  readonly until: number;
}

export interface Verdict {
  readonly value: VerdictValue;
  /** The value if nothing unknown exists. */
  readonly asKnown: VerdictValue;
  /** UTC seconds; null while nothing is decided. */
  readonly decidedAt: number | null;
  readonly waitingFor: readonly WaitingFor[];
  /** How many possible events, imprecise instants and doubtful attributes bear on it. */
  readonly doubts: number;
}

/** True for a value that the engine has decided: neither `open` nor `indeterminate`. */
export function isDecided(value: VerdictValue): boolean {
  return value !== 'open' && value !== 'indeterminate';
}

/** One text for one value, so that values compare with ===. */
export function verdictText(value: VerdictValue): string {
  return typeof value === 'string' ? value : String(value.number);
}
