import { ScoringError } from '../error.ts';
import type { Horizon } from '../horizon.ts';
import { scoreAt, type Score, type Units } from './score-table.ts';
import { startSweep } from './sweep.ts';

/** The time [start, end) in which a forecaster's prediction stands, in seconds; `end` may be Infinity. */
export interface Span {
  readonly forecasterId: string;
  readonly start: number;
  /** When it was replaced or withdrawn; Infinity, or anything past the close, when it was not. */
  readonly end: number;
}

/** What a standing prediction is worth under the outcome. */
export interface Worth {
  /** `ln` of the probability it gives to the outcome. */
  readonly logP: number;
  /** Its Brier score or CRPS. */
  readonly loss: number;
}

export interface SpansToScore {
  readonly horizon: Horizon;
  readonly spans: readonly Span[];
  /** Worth of each span, in the same order. */
  readonly worths: readonly Worth[];
  /** Forecasters who are scored against the group and not part of it. */
  readonly outsiders: ReadonlySet<string>;
  readonly spot: number;
  readonly units: Units;
}

interface Change {
  readonly at: number;
  readonly forecasterId: string;
  readonly field: string;
  /** Null: a standing prediction ends. */
  readonly worth: Worth | null;
}

/**
 * Scores by forecaster, in order of their first prediction; without those who never stood within the horizon.
 * @throws {ScoringError} `bad-interval`, `overlapping-standings`
 */
export function scoreSpans(input: SpansToScore): ReadonlyMap<string, Score> {
  const sweep = startSweep(input);
  const members = new Map<string, number>();
  const standing = new Set<string>();
  for (const { at, forecasterId, field, worth } of changesOf(input)) {
    const member = members.get(forecasterId) ?? sweep.join(input.outsiders.has(forecasterId));
    members.set(forecasterId, member);
    if (worth === null) {
      standing.delete(forecasterId);
      sweep.withdraw(member, at);
      continue;
    }
    if (standing.has(forecasterId)) {
      throw new ScoringError('overlapping-standings', field, `${forecasterId} already stands`);
    }
    standing.add(forecasterId);
    sweep.stand(member, at, worth.logP, worth.loss);
  }
  const table = sweep.scores();
  const found = new Map<string, Score>();
  for (const [forecasterId, member] of members) {
    const score = scoreAt(table, member);
    if (score !== null) found.set(forecasterId, score);
  }
  return found;
}

/** Starts and ends in order of time; at one instant ends come first, so that a replacement is no overlap. */
function changesOf({ spans, worths }: SpansToScore): readonly Change[] {
  const changes: Change[] = [];
  for (const [index, { forecasterId, start, end }] of spans.entries()) {
    const field = `standings[${index}]`;
    const worth = worths[index];
    if (worth === undefined) throw new ScoringError('length-mismatch', field, 'has no worth');
    if (!Number.isFinite(start) || !(end >= start)) {
      throw new ScoringError('bad-interval', field, `[${start}, ${end})`);
    }
    if (end === start) continue;
    changes.push({ at: start, forecasterId, field, worth });
    changes.push({ at: end, forecasterId, field, worth: null });
  }
  return changes.sort((x, y) => (x.at === y.at ? rank(x) - rank(y) : x.at < y.at ? -1 : 1));
}

function rank(change: Change): number {
  return change.worth === null ? 0 : 1;
}
