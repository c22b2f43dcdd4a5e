/** What the claim engine says of a question at one cut of `world`. */

/**
 * `true`, `false`, `void`: every completion of what is known, whatever the future, gives it.
 * `open`: the future or unread coverage may still tell. `indeterminate`: only a further report can.
 * Questions of other kinds are decided by what they ask for, or are `void`.
 */
export type VerdictValue = 'true' | 'false' | 'void' | 'open' | 'indeterminate' | AskedValue;

/** What a question that is not binary is decided by. */
export type AskedValue =
  | { readonly number: number }
  /** A day such as `2025-08-06`; `earlier` than the first day asked for, or `later` than the last: never, too. */
  | { readonly date: string }
  | { readonly option: string };

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

/** One text for one value, so that values compare with ===; options are quoted, whatever they are called. */
export function verdictText(value: VerdictValue): string {
  if (typeof value === 'string') return value;
  if ('option' in value) return JSON.stringify(value.option);
  return 'date' in value ? value.date : String(value.number);
}
