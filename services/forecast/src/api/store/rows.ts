import type { Aggregate } from '@casus/domain/records';

/** Rows of read tables that no fold of the domain owns, as the API reads them. Times are log times, epoch ms. */

/**
 * What an aggregate says: a probability, of a median with its quartiles; of a number quartiles alone, of a date in
 * seconds of Unix time; of a choice the probabilities in the order of its options.
 */
export interface CrowdValue {
  readonly probability: number | null;
  readonly quartiles: readonly [number, number, number] | null;
  readonly options?: readonly number[];
}

/** The crowd at one moment; its history are the steps of the forecast. */
export interface ForecastRow {
  readonly questionId: string;
  readonly n: number;
  /** By aggregate; none while nobody stands. */
  readonly values: Readonly<Partial<Record<Aggregate, CrowdValue>>>;
  readonly at: number;
  readonly offset: number;
  /** When those that read the whole group were taken. */
  readonly sampledAt: number;
}

interface SpotScore {
  readonly loss: number;
  readonly baseline: number;
  readonly peer: number;
}

/** What a forecaster's predictions on a question came to. */
export interface ScoreRow {
  readonly questionId: string;
  readonly forecasterId: string;
  readonly role: 'forecaster' | 'baseline';
  readonly coverage: number;
  /** Brier score, ordinal for ordered options; of a number CRPS in its unit, of a date in days. */
  readonly loss: number;
  readonly log: number;
  readonly baseline: number;
  readonly peer: number;
  readonly spot: SpotScore | null;
  readonly resolution: number;
  readonly provisional: boolean;
}

/** Which resolution a question has been scored by, and why nobody has a score. */
export interface ScoredRow {
  readonly resolution: number;
  readonly provisional: boolean;
  readonly without: 'void' | 'decided-before-opening' | null;
}
