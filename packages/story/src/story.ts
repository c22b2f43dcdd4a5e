import type { WrittenReport } from './reported.ts';
import type { Crowd } from './crowd.ts';

/** A verdict that changed, and why. */
export interface VerdictChange {
  readonly questionId: string;
  /** `null`: the first verdict. */
  readonly before: string | null;
  readonly value: string;
  readonly asKnown: string;
  /** ISO 8601; null while nothing is decided. */
  readonly decidedAt: string | null;
  /** In English, the reason first; lines of at most 80 columns. */
  readonly explanation: readonly string[];
  /** Refs of reports that came or went since the verdict before and bear on it; none: the sources were read on. */
  readonly because: readonly string[];
}

/** What a question came to, and whether it may still change. */
export interface Settlement {
  readonly questionId: string;
  readonly outcome: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  readonly state: 'resolved' | 'resolved again' | 'stands' | 'contested' | 'undecided';
  /** A changed value that counts at once, but has not stood for its settling time. */
  readonly provisional: boolean;
}

export interface CrowdChange extends Crowd {
  readonly questionId: string;
  /** The crowd at the end of the day before; null when there was none. */
  readonly before: Crowd | null;
}

/** One day (UTC) of the log, told. */
export interface Day {
  readonly date: string;
  readonly opened: readonly { readonly questionId: string; readonly title: string }[];
  readonly reports: readonly WrittenReport[];
  readonly verdicts: readonly VerdictChange[];
  readonly settlements: readonly Settlement[];
  readonly crowd: readonly CrowdChange[];
}
