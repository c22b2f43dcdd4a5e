import { checkFinite, ScoringError } from '../error.ts';
import { checkHorizon, type Horizon } from '../horizon.ts';
import {
  FIGURES,
  scoreAt,
  writeScore,
  type Closing,
  type Score,
  type ScoreTable,
  type Units,
} from './score-table.ts';
import * as group from './sweep-cells.ts';

/**
 * Scores a question's forecasters in one pass over their changes in order of time, O(1) a change.
 *
 * The peer score of i is `100/T ∫ (ln p_i − mean_{j≠i} ln p_j) dt` over the time in which i stands, the mean
 * over the others that stand at that instant. With n standing and L the sum of their `ln p`, the integrand
 * is `n/(n−1) ln p_i − L/(n−1)`: the sweep carries A = ∫ n/(n−1) dt and B = ∫ L/(n−1) dt, and a stretch of
 * constant p from s to e is worth `ln p_i (A(e) − A(s)) − (B(e) − B(s))`. It is added up by parts: a replacement at
 * t takes `(ln p_new − ln p_old) A(t)` away. Someone outside of the group is
 * compared with all of it: `ln p − L/n`, by A' = ∫ 1 dt and B' = ∫ L/n dt over the time in which the group is
 * not empty. Alone in the group, or outside of an empty one: nothing.
 *
 * Changes are all starts and all ends, so the instant at which the group becomes empty is a step as well.
 */
export interface Sweep {
  /** A new forecaster; returns the index that the other functions take. `outsider`: in no mean. */
  readonly join: (outsider?: boolean) => number;
  /**
   * From `at` on (from opening, if that is later) the member's prediction is worth `logP`, the `ln` of what
   * it gives to the outcome, and `loss`, its Brier score or CRPS. It replaces the one before. Changes come
   * in order of time; those from the close on are in no group and do nothing.
   * @throws {ScoringError} `out-of-order`, `not-a-number`, `not-a-member`
   */
  readonly stand: (member: number, at: number, logP: number, loss: number) => void;
  /** From `at` on the member has no prediction. */
  readonly withdraw: (member: number, at: number) => void;
  /** The member's scores at the close, were no further change to come; null if nothing stood. O(1), at any time. */
  readonly score: (member: number) => Score | null;
  /** The same of all members. The table is written over by the next call. */
  readonly scores: () => ScoreTable;
  /** Forgets all members and begins another question in the same memory. */
  readonly restart: (setting: SweepSetting) => void;
}

export interface SweepSetting {
  readonly horizon: Horizon;
  /**
   * The spot time (see `spotTime`); the group there is who stands with `start ≤ spot < end`, and at the close itself
   * who stood up to it.
   */
  readonly spot: number;
  readonly units: Units;
  /** How many members to make room for; more may join. @default 16 */
  readonly capacity?: number;
}

interface State {
  setting: SweepSetting;
  cells: group.Cells;
  members: number;
  figures: Float64Array;
}

/** @throws {ScoringError} `zero-horizon`, `bad-interval`, `not-a-number` */
export function startSweep(setting: SweepSetting): Sweep {
  const capacity = setting.capacity ?? 16;
  const cells = new Float64Array((capacity + 1) * group.STRIDE);
  const state: State = { setting, cells, members: 0, figures: new Float64Array(0) };
  restart(state, setting);
  return {
    join: (outsider = false) => join(state, outsider),
    stand(member, at, logP, loss) {
      if (!Number.isFinite(logP + loss)) {
        throw new ScoringError('not-a-number', 'logP', `${logP}, ${loss}`);
      }
      if (advance(state, member, at)) group.stand(state.cells, (member + 1) * group.STRIDE, logP, loss);
    },
    withdraw(member, at) {
      if (advance(state, member, at)) group.leave(state.cells, (member + 1) * group.STRIDE);
    },
    score: (member) => scoreOne(state, member),
    scores: () => scoreAll(state),
    restart: (next) => restart(state, next),
  };
}

function restart(state: State, setting: SweepSetting): void {
  checkHorizon(setting.horizon);
  checkFinite(setting.spot, 'spot');
  group.clear(state.cells, (state.members + 1) * group.STRIDE);
  state.setting = setting;
  state.members = 0;
}

function join(state: State, outsider: boolean): number {
  const base = (state.members + 1) * group.STRIDE;
  if (base + group.STRIDE > state.cells.length) {
    const larger = new Float64Array(state.cells.length * 2);
    larger.set(state.cells);
    state.cells = larger;
  }
  if (outsider) group.joinOutside(state.cells, base);
  return state.members++;
}

function checkMember(state: State, member: number): void {
  if (!(member >= 0 && member < state.members)) {
    throw new ScoringError('not-a-member', 'member', `${member} has not joined`);
  }
}

/** Brings the group to the instant of a change; false when that comes too late to count. */
function advance(state: State, member: number, at: number): boolean {
  checkMember(state, member);
  const { cells, setting } = state;
  const { open, close } = setting.horizon;
  const since = at < open ? 0 : at - open;
  if (!(since >= group.cell(cells, group.NOW))) {
    throw new ScoringError('out-of-order', 'at', `${at} comes after ${open + group.cell(cells, group.NOW)}`);
  }
  if (at >= close) return false;
  if (at > setting.spot && !group.isSpotTaken(cells)) takeSpot(state);
  group.moveTo(cells, since);
  return true;
}

function takeSpot({ cells, members }: State): void {
  group.takeSpot(cells);
  for (let member = 0; member < members; member += 1) group.takeSpotOf(cells, (member + 1) * group.STRIDE);
}

function scoreOne(state: State, member: number): Score | null {
  checkMember(state, member);
  return scoreAt(write(state, member, member + 1), member);
}

function scoreAll(state: State): ScoreTable {
  return write(state, 0, state.members);
}

/** Writes the scores of the members `from`…`to − 1`, as of the close. */
function write(state: State, from: number, to: number): ScoreTable {
  const { cells, members, setting } = state;
  if (state.figures.length < members * FIGURES.count) {
    state.figures = new Float64Array((cells.length / group.STRIDE) * FIGURES.count);
  }
  const closing: Closing = {
    ...setting,
    group: cells.slice(0, group.STRIDE),
    pastSpot: group.isSpotTaken(cells),
  };
  if (!closing.pastSpot) group.takeSpot(closing.group);
  group.moveTo(closing.group, setting.horizon.close - setting.horizon.open);
  for (let member = from; member < to; member += 1) writeScore(state.figures, member, cells, closing);
  return { members, figures: state.figures };
}
