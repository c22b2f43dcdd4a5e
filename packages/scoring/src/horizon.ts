import { checkFinite, ScoringError } from './error.ts';

/**
 * The time a question is scored over. All times of this package are numbers of seconds; any epoch
 * does, except for days, which are UTC days of Unix time.
 */
export interface Horizon {
  readonly open: number;
  /** The scheduled close: the question's closesAt. `sched − open` is the denominator of coverage. */
  readonly sched: number;
  /** When scoring ends: the earlier of decidedAt and `sched`. */
  readonly close: number;
}

export interface Schedule {
  readonly open: number;
  readonly sched: number;
  /** When the answer was decided; absent while it is not. */
  readonly decidedAt?: number;
}

/**
 * `annulled`: decided at or before opening, nobody is scored.
 * @throws {ScoringError} `not-a-number`, `zero-horizon` when `sched` is not after `open`
 */
export function scoringHorizon(schedule: Schedule): Horizon | 'annulled' {
  const { open, sched, decidedAt } = schedule;
  checkSchedule(open, sched);
  if (decidedAt === undefined) return { open, sched, close: sched };
  checkFinite(decidedAt, 'decidedAt');
  if (decidedAt <= open) return 'annulled';
  return { open, sched, close: Math.min(decidedAt, sched) };
}

function checkSchedule(open: number, sched: number): void {
  checkFinite(open, 'open');
  checkFinite(sched, 'sched');
  if (sched <= open) throw new ScoringError('zero-horizon', 'sched', `${sched} is not after ${open}`);
}

/** @throws {ScoringError} `not-a-number`, `zero-horizon`, `bad-interval` when `close` is outside (open, sched] */
export function checkHorizon(horizon: Horizon): Horizon {
  const { open, sched, close } = horizon;
  checkSchedule(open, sched);
  checkFinite(close, 'close');
  if (close <= open || close > sched) {
    throw new ScoringError('bad-interval', 'close', `${close} is not within (${open}, ${sched}]`);
  }
  return horizon;
}

/**
 * The share of the **scheduled** horizon, 0…1, in which [start, end) stands:
 * `(min(end, close) − max(start, open)) / (sched − open)`, at least 0. What comes before opening counts
 * from opening.
 * @example coverage of [2, ∞) for open 0, sched 10, close 7 is 0.5
 */
export function coverage(horizon: Horizon, start: number, end: number): number {
  const { open, sched, close } = checkHorizon(horizon);
  if (!(end >= start)) throw new ScoringError('bad-interval', 'end', `${end} is before ${start}`);
  return Math.max(0, Math.min(end, close) - Math.max(start, open)) / (sched - open);
}

export interface SpotChoice {
  readonly explicit?: number;
  /** When the crowd is revealed. */
  readonly revealAt?: number;
  /** When the question was in fact closed; absent when it never closed before its schedule. */
  readonly closedAt?: number;
}

/**
 * The instant of the spot scores: an explicit one, else the reveal time if it is after opening, else the
 * actual close, else the scheduled one; never later than the end of scoring.
 * @throws {ScoringError} `out-of-range` for a spot time before opening
 */
export function spotTime(horizon: Horizon, choice: SpotChoice = {}): number {
  const { open, sched, close } = checkHorizon(horizon);
  const reveal = choice.revealAt !== undefined && choice.revealAt > open ? choice.revealAt : undefined;
  const chosen = checkFinite(choice.explicit ?? reveal ?? choice.closedAt ?? sched, 'spot');
  if (chosen < open) throw new ScoringError('out-of-range', 'spot', `${chosen} is before opening`);
  return Math.min(chosen, close);
}
