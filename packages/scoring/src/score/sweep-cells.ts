/**
 * The numbers of a sweep, all in one array: two blocks for the group, then one for each member, so that a change
 * touches the group's blocks and one cache line of the member's. Times are seconds since opening.
 *
 * An integral up to T of what stands is kept as `x · T − Σ (rise of x) · t` over the changes at t: a change adds one
 * product to it, and a prediction that says the same again adds nothing.
 */
export type Cells = Float64Array<ArrayBufferLike>;

export const STRIDE = 8;

/** Cells before those of the first member. */
export const GROUP = 16;

/** Of the group: the instant it has reached, who stands there, and its integrals since opening. */
export const NOW = 0;
export const N = 1;
/** Σ ln p of those standing, and the rounding error that it carries. */
export const SUM = 2;
export const CARRY = 3;
export const A = 4;
export const B = 5;
const A_OUTSIDE = 6;
const B_OUTSIDE = 7;
/** How many outsiders have joined: without one, A' and B' are not needed. */
const OUTSIDERS = 8;
/** Once the sweep is past the spot time. */
export const SPOT_N = 9;
export const SPOT_SUM = 10;
/** Of the question: when it opens, and when, since then, it closes and its spot is. */
export const OPEN = 11;
export const CLOSE = 12;
export const SPOT = 13;

/** Of a member: 1 where a prediction stands, else 0, and LOG_P and LOSS are 0 as well. */
export const STANDS = 0;
export const LOG_P = 1;
export const LOSS = 2;
/** Less what stands, times the time: the integrals of the three. */
export const SUM_STANDING = 3;
export const SUM_LOG = 4;
export const SUM_LOSS = 5;
/** What the peer integral is, less `ln p · A − B` of what stands. */
export const SUM_PEER = 6;
export const OUTSIDER = 7;

/** Where the cells of a member begin. */
export function baseOf(member: number): number {
  return GROUP + member * STRIDE;
}

/** An empty group at opening; the cells up to `used`, all that were in use, are 0 again: a member who stands nowhere. */
export function clear(cells: Cells, used: number): void {
  cells.fill(0, 0, used);
}

/** The group's cells, into cells of their own. */
export function copyGroup(cells: Cells, to: Cells): void {
  for (let index = 0; index < GROUP; index += 1) to[index] = cell(cells, index);
}

/** A member is an insider unless said so here. */
export function joinOutside(cells: Cells, base: number): void {
  cells[base + OUTSIDER] = 1;
  cells[OUTSIDERS] = cell(cells, OUTSIDERS) + 1;
}

export function hasOutsiders(cells: Cells): boolean {
  return cell(cells, OUTSIDERS) > 0;
}

/** Integrates the group up to `time`. */
export function moveTo(cells: Cells, time: number): void {
  const dt = time - cell(cells, NOW);
  const n = cell(cells, N);
  cells[NOW] = time;
  if (n === 0) return;
  const sum = cell(cells, SUM) + cell(cells, CARRY);
  if (n > 1) {
    const each = dt / (n - 1);
    cells[A] = cell(cells, A) + each * n;
    cells[B] = cell(cells, B) + each * sum;
  }
  if (cell(cells, OUTSIDERS) === 0) return;
  cells[A_OUTSIDE] = cell(cells, A_OUTSIDE) + dt;
  cells[B_OUTSIDE] = cell(cells, B_OUTSIDE) + (dt / n) * sum;
}

/** From the group's present on the member's prediction is worth this. */
export function stand(cells: Cells, base: number, logP: number, loss: number): void {
  const now = cell(cells, NOW);
  setLoss(cells, base, loss, now);
  const rise = setLogP(cells, base, logP, now);
  compare(cells, base, begin(cells, base, now), rise);
}

/** From `now` on something of the member's stands; by how many the group grows, if it is of the group. */
export function begin(cells: Cells, base: number, now: number): number {
  const more = 1 - cell(cells, base + STANDS);
  cells[base + STANDS] = 1;
  cells[base + SUM_STANDING] = cell(cells, base + SUM_STANDING) - more * now;
  return more;
}

export function setLoss(cells: Cells, base: number, loss: number, now: number): void {
  cells[base + SUM_LOSS] = cell(cells, base + SUM_LOSS) - (loss - cell(cells, base + LOSS)) * now;
  cells[base + LOSS] = loss;
}

/** By how much the member's `ln p` rises. */
export function setLogP(cells: Cells, base: number, logP: number, now: number): number {
  const rise = logP - cell(cells, base + LOG_P);
  cells[base + SUM_LOG] = cell(cells, base + SUM_LOG) - rise * now;
  cells[base + LOG_P] = logP;
  return rise;
}

/** From the group's present on the member has no prediction. */
export function leave(cells: Cells, base: number): void {
  const now = cell(cells, NOW);
  const stood = cell(cells, base + STANDS);
  setLoss(cells, base, 0, now);
  const rise = setLogP(cells, base, 0, now);
  cells[base + STANDS] = 0;
  cells[base + SUM_STANDING] = cell(cells, base + SUM_STANDING) + stood * now;
  compare(cells, base, -stood, rise);
}

/** The group as a loop has left it. */
interface GroupState {
  readonly now: number;
  readonly n: number;
  readonly sum: number;
  readonly carry: number;
  readonly a: number;
  readonly b: number;
}

export function keepGroup(cells: Cells, { now, n, sum, carry, a, b }: GroupState): void {
  cells[NOW] = now;
  cells[N] = n;
  cells[SUM] = sum;
  cells[CARRY] = carry;
  cells[A] = a;
  cells[B] = b;
}

/** The part of a change that is about the others. */
function compare(cells: Cells, base: number, more: number, rise: number): void {
  if (cell(cells, base + OUTSIDER) === 1) {
    const part = rise * cell(cells, A_OUTSIDE) - more * cell(cells, B_OUTSIDE);
    cells[base + SUM_PEER] = cell(cells, base + SUM_PEER) - part;
    return;
  }
  const part = rise * cell(cells, A) - more * cell(cells, B);
  cells[base + SUM_PEER] = cell(cells, base + SUM_PEER) - part;
  count(cells, more, rise);
}

/** The member's peer integral up to the instant that `group` has reached. */
export function peerOf(group: Cells, cells: Cells, base: number): number {
  const outsider = cell(cells, base + OUTSIDER) === 1;
  const a = cell(group, outsider ? A_OUTSIDE : A);
  const b = cell(group, outsider ? B_OUTSIDE : B);
  return cell(cells, base + SUM_PEER) + cell(cells, base + LOG_P) * a - cell(cells, base + STANDS) * b;
}

/** Keeps the group of now as that of the spot time. */
export function takeSpot(cells: Cells): void {
  cells[SPOT_N] = cell(cells, N);
  cells[SPOT_SUM] = cell(cells, SUM) + cell(cells, CARRY);
}

export function cell(cells: Cells, index: number): number {
  return cells[index] ?? Number.NaN;
}

/**
 * The group's number and sum after a change. The sum keeps its rounding error (Knuth's TwoSum, Møller 1965): without
 * that a group that grew to 10,000 and shrank again would keep the error of the large sum.
 */
function count(cells: Cells, more: number, rise: number): void {
  const n = cell(cells, N) + more;
  cells[N] = n;
  if (n === 0) {
    cells[SUM] = 0;
    cells[CARRY] = 0;
    return;
  }
  const before = cell(cells, SUM);
  const after = before + rise;
  const added = after - before;
  cells[SUM] = after;
  cells[CARRY] = cell(cells, CARRY) + (before - (after - added)) + (rise - added);
}
