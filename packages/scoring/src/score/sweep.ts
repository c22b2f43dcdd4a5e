import { checkFinite, ScoringError } from '../error.ts';
import { checkHorizon, type Horizon } from '../horizon.ts';
import {
  FIGURES,
  scoreAt,
  standingOf,
  writeScores,
  writeSpots,
  type Closing,
  type Score,
  type ScoreTable,
  type Units,
} from './score-table.ts';
import { standAll, type Changes } from './stand-all.ts';
import * as group from './sweep-cells.ts';
import { cell, type Cells } from './sweep-cells.ts';

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
  /** The same of many changes; faster, while nobody outside of the group has joined. */
  readonly standAll: (changes: Changes) => void;
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
  cells: Cells;
  members: number;
  /** What stood of each member at the spot time, from when on the sweep is past it; who joins later stood nowhere. */
  atSpot: Cells | null;
  figures: Float64Array;
  /** The group's cells at the close, written over at each look at the scores. */
  readonly closed: Cells;
}

/** @throws {ScoringError} `zero-horizon`, `bad-interval`, `not-a-number` */
export function startSweep(setting: SweepSetting): Sweep {
  const cells = new Float64Array(group.baseOf(setting.capacity ?? 16));
  const figures = new Float64Array(0);
  const closed = new Float64Array(group.GROUP);
  const state: State = { setting, cells, members: 0, atSpot: null, figures, closed };
  restart(state, setting);
  return {
    join: (outsider = false) => join(state, outsider),
    stand: (member, at, logP, loss) => stand(state, { member, at, logP, loss }),
    standAll: (changes) => standMany(state, changes),
    withdraw(member, at) {
      if (advance(state, member, at)) group.leave(state.cells, group.baseOf(member));
    },
    score: (member) => scoreOne(state, member),
    scores: () => scoreAll(state),
    restart: (next) => restart(state, next),
  };
}

function restart(state: State, setting: SweepSetting): void {
  const { open, close } = checkHorizon(setting.horizon);
  checkFinite(setting.spot, 'spot');
  const { cells } = state;
  group.clear(cells, group.baseOf(state.members));
  cells[group.OPEN] = open;
  cells[group.CLOSE] = close - open;
  cells[group.SPOT] = setting.spot - open;
  state.setting = setting;
  state.members = 0;
  state.atSpot = null;
}

function join(state: State, outsider: boolean): number {
  const base = group.baseOf(state.members);
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
  const { cells } = state;
  const open = cell(cells, group.OPEN);
  const since = at < open ? 0 : at - open;
  if (!(since >= cell(cells, group.NOW))) {
    throw new ScoringError('out-of-order', 'at', `${at} comes after ${open + cell(cells, group.NOW)}`);
  }
  if (since >= cell(cells, group.CLOSE)) return false;
  if (since > cell(cells, group.SPOT) && state.atSpot === null) takeSpot(state);
  group.moveTo(cells, since);
  return true;
}

function standMany(state: State, changes: Changes): void {
  const { cells, members } = state;
  if (group.hasOutsiders(cells)) return standOneByOne(state, changes);
  const spot = cell(cells, group.SPOT);
  let next = 0;
  if (state.atSpot === null) {
    next = standAll(cells, changes, next, { spot, members });
    if (next === changes.count || isPastClose(cells, changes.at[next])) return;
    takeSpot(state);
  }
  standAll(cells, changes, next, { spot: Infinity, members });
}

function isPastClose(cells: Cells, at = Number.NaN): boolean {
  return at - cell(cells, group.OPEN) >= cell(cells, group.CLOSE);
}

function standOneByOne(state: State, { count, member, at, logP, loss }: Changes): void {
  for (let index = 0; index < count; index += 1) {
    const who = member[index] ?? -1;
    stand(state, {
      member: who,
      at: at[index] ?? Number.NaN,
      logP: logP[index] ?? 0,
      loss: loss[index] ?? 0,
    });
  }
}

interface Change {
  readonly member: number;
  readonly at: number;
  readonly logP: number;
  readonly loss: number;
}

function stand(state: State, { member, at, logP, loss }: Change): void {
  if (!Number.isFinite(logP + loss)) throw new ScoringError('not-a-number', 'logP', `${logP}, ${loss}`);
  if (advance(state, member, at)) group.stand(state.cells, group.baseOf(member), logP, loss);
}

function takeSpot(state: State): void {
  group.takeSpot(state.cells);
  state.atSpot = standingOf(state.cells, state.members);
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
  const { cells, members, setting, atSpot, closed } = state;
  if (state.figures.length < members * FIGURES.count) {
    state.figures = new Float64Array((cells.length / group.STRIDE) * FIGURES.count);
  }
  group.copyGroup(cells, closed);
  if (atSpot === null) group.takeSpot(closed);
  group.moveTo(closed, cell(cells, group.CLOSE));
  const { horizon, units } = setting;
  const closing: Closing = { horizon, units, atSpot, group: closed };
  writeScores(state.figures, cells, { from, to }, closing);
  writeSpots(state.figures, cells, { from, to }, closing);
  return { members, figures: state.figures };
}
