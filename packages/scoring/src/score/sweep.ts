import { checkFinite, ScoringError } from '../error.ts';
import { checkHorizon, type Horizon } from '../horizon.ts';
import { peerAt } from './peer.ts';

/**
 * Scores a question's forecasters in one pass over their changes in order of time, O(1) a change.
 *
 * The peer score of i is `100/T ∫ (ln p_i − mean_{j≠i} ln p_j) dt` over the time in which i stands, the mean
 * over the others that stand at that instant. With n standing and L the sum of their `ln p`, the integrand
 * is `n/(n−1) ln p_i − L/(n−1)`: the sweep carries A = ∫ n/(n−1) dt and B = ∫ L/(n−1) dt, and a stretch of
 * constant p from s to e is worth `ln p_i (A(e) − A(s)) − (B(e) − B(s))`. Someone outside of the group is
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
  /** The member's sums as of the close, were no further change to come; may be asked at any time. */
  readonly totals: (member: number) => Totals;
}

/** Integrals over the time in which a member stands, in seconds times the unit of what is integrated. */
export interface Totals {
  readonly standing: number;
  readonly logP: number;
  readonly loss: number;
  /** `ln p_i − mean ln p_j`, without the factor 100. */
  readonly peer: number;
  /** The prediction that stood at the spot time; its own `peer` is one at that instant. */
  readonly spot: { readonly logP: number; readonly loss: number; readonly peer: number } | null;
}

/** Numbers kept for a member, side by side in one array: a change touches one cache line or two. */
const SINCE = 0; // NaN: nothing stands
const LOG_P = 1;
const LOSS = 2;
const A_SINCE = 3;
const B_SINCE = 4;
const SUM_STANDING = 5;
const SUM_LOG = 6;
const SUM_LOSS = 7;
const SUM_PEER = 8;
const OUTSIDER = 9;
const SPOT_LOG = 10; // NaN: nothing stood
const SPOT_LOSS = 11;
const STRIDE = 12;

/** The group at the instant the sweep has reached, and its integrals since opening. */
interface Group {
  now: number;
  n: number;
  /** Σ ln p of those standing, with the rounding error it carries (Neumaier). */
  sumLog: number;
  carry: number;
  a: number;
  b: number;
  aOutside: number;
  bOutside: number;
}

interface State {
  readonly horizon: Horizon;
  readonly spot: number;
  readonly group: Group;
  cells: Float64Array;
  members: number;
  /** The group at the spot time, once the sweep is past it. */
  spotGroup: Group | null;
}

/**
 * @param spot the spot time (see `spotTime`); the group there is who stands with `start ≤ spot < end`, and
 *   at the close itself who stood up to it
 * @param capacity how many members to make room for; more may join
 */
export function startSweep(horizon: Horizon, spot: number, capacity = 16): Sweep {
  checkFinite(spot, 'spot');
  const { open } = checkHorizon(horizon);
  const group = { now: open, n: 0, sumLog: 0, carry: 0, a: 0, b: 0, aOutside: 0, bOutside: 0 };
  const cells = new Float64Array(Math.max(1, capacity) * STRIDE);
  const state: State = { horizon, spot, group, cells, members: 0, spotGroup: null };
  return {
    join: (outsider = false) => join(state, outsider),
    stand(member, at, logP, loss) {
      if (!Number.isFinite(logP + loss)) {
        throw new ScoringError('not-a-number', 'logP', `${logP}, ${loss}`);
      }
      if (!advance(state, member, at)) return;
      end(state.cells, member * STRIDE, group);
      begin(state.cells, member * STRIDE, group, logP);
      state.cells[member * STRIDE + LOSS] = loss;
    },
    withdraw(member, at) {
      if (advance(state, member, at)) end(state.cells, member * STRIDE, group);
    },
    totals: (member) => totals(state, member),
  };
}

function join(state: State, outsider: boolean): number {
  const base = state.members * STRIDE;
  if (base + STRIDE > state.cells.length) state.cells = grown(state.cells);
  state.cells[base + SINCE] = Number.NaN;
  state.cells[base + SPOT_LOG] = Number.NaN;
  state.cells[base + OUTSIDER] = outsider ? 1 : 0;
  return state.members++;
}

/** Brings the group to the instant of a change; false when that comes too late to count. */
function advance(state: State, member: number, at: number): boolean {
  checkMember(state, member);
  const { horizon, group } = state;
  const time = at < horizon.open ? horizon.open : at;
  if (!(time >= group.now)) {
    throw new ScoringError('out-of-order', 'at', `${at} comes after ${group.now}`);
  }
  if (time >= horizon.close) return false;
  if (state.spotGroup === null && time > state.spot) {
    for (let index = 0; index < state.members; index += 1) takeSpot(state.cells, index * STRIDE);
    state.spotGroup = { ...group };
  }
  moveTo(group, time);
  return true;
}

function checkMember(state: State, member: number): void {
  if (!(member >= 0 && member < state.members)) {
    throw new ScoringError('not-a-member', 'member', `${member} has not joined`);
  }
}

function totals(state: State, member: number): Totals {
  checkMember(state, member);
  const own = state.cells.slice(member * STRIDE, (member + 1) * STRIDE);
  if (state.spotGroup === null) takeSpot(own, 0);
  const atClose = { ...state.group };
  moveTo(atClose, state.horizon.close);
  end(own, 0, atClose);
  return readTotals(own, state.spotGroup ?? state.group);
}

function takeSpot(cells: Float64Array, base: number): void {
  const stands = !Number.isNaN(cell(cells, base + SINCE));
  cells[base + SPOT_LOG] = stands ? cell(cells, base + LOG_P) : Number.NaN;
  cells[base + SPOT_LOSS] = cell(cells, base + LOSS);
}

function grown(cells: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(cells.length * 2);
  larger.set(cells);
  return larger;
}

function moveTo(group: Group, time: number): void {
  const dt = time - group.now;
  group.now = time;
  if (group.n === 0) return;
  const sum = group.sumLog + group.carry;
  group.aOutside += dt;
  group.bOutside += (dt * sum) / group.n;
  if (group.n === 1) return;
  group.a += (dt * group.n) / (group.n - 1);
  group.b += (dt * sum) / (group.n - 1);
}

function begin(cells: Float64Array, base: number, group: Group, logP: number): void {
  const outsider = cell(cells, base + OUTSIDER) === 1;
  cells[base + SINCE] = group.now;
  cells[base + LOG_P] = logP;
  cells[base + A_SINCE] = outsider ? group.aOutside : group.a;
  cells[base + B_SINCE] = outsider ? group.bOutside : group.b;
  if (outsider) return;
  group.n += 1;
  addLog(group, logP);
}

/** Closes the member's standing prediction at the group's present, and leaves the group. */
function end(cells: Float64Array, base: number, group: Group): void {
  const since = cell(cells, base + SINCE);
  if (Number.isNaN(since)) return;
  const outsider = cell(cells, base + OUTSIDER) === 1;
  const logP = cell(cells, base + LOG_P);
  const seconds = group.now - since;
  const a = (outsider ? group.aOutside : group.a) - cell(cells, base + A_SINCE);
  const b = (outsider ? group.bOutside : group.b) - cell(cells, base + B_SINCE);
  add(cells, base + SUM_STANDING, seconds);
  add(cells, base + SUM_LOG, seconds * logP);
  add(cells, base + SUM_LOSS, seconds * cell(cells, base + LOSS));
  add(cells, base + SUM_PEER, logP * a - b);
  cells[base + SINCE] = Number.NaN;
  if (outsider) return;
  group.n -= 1;
  addLog(group, -logP);
  if (group.n === 0) group.sumLog = group.carry = 0;
}

function cell(cells: Float64Array, index: number): number {
  return cells[index] ?? Number.NaN;
}

function add(cells: Float64Array, index: number, value: number): void {
  cells[index] = cell(cells, index) + value;
}

/** Neumaier (1974): without it a group that grew to 10,000 and shrank again keeps the error of the large sum. */
function addLog(group: Group, value: number): void {
  const sum = group.sumLog + value;
  group.carry +=
    Math.abs(group.sumLog) >= Math.abs(value) ? group.sumLog - sum + value : value - sum + group.sumLog;
  group.sumLog = sum;
}

function readTotals(cells: Float64Array, spot: Group): Totals {
  const logP = cell(cells, SPOT_LOG);
  return {
    standing: cell(cells, SUM_STANDING),
    logP: cell(cells, SUM_LOG),
    loss: cell(cells, SUM_LOSS),
    peer: cell(cells, SUM_PEER),
    spot: Number.isNaN(logP)
      ? null
      : {
          logP,
          loss: cell(cells, SPOT_LOSS),
          peer: peerAt(logP, cells[OUTSIDER] === 1, spot.n, spot.sumLog + spot.carry),
        },
  };
}
