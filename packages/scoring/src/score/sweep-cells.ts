/**
 * The numbers of a sweep, all in one array: a block for the group, then one for each member, so that a change touches
 * the group's block and two cache lines of the member's. Times are seconds since opening.
 */
export type Cells = Float64Array<ArrayBufferLike>;

export const STRIDE = 12;

/** Of the group: the instant it has reached, who stands there, and its integrals since opening. */
export const NOW = 0;
const N = 1;
/** Σ ln p of those standing, and the rounding error that it carries. */
const SUM = 2;
const CARRY = 3;
const A = 4;
const B = 5;
const A_OUTSIDE = 6;
const B_OUTSIDE = 7;
/** How many outsiders have joined: without one, A' and B' are not needed. */
const OUTSIDERS = 8;
/** NaN before the sweep is past the spot time. */
export const SPOT_N = 9;
export const SPOT_SUM = 10;

/** Of a member: since when it is as it is; 1 where a prediction stands, else 0, and LOG_P and LOSS are 0 as well. */
export const SINCE = 0;
export const STANDS = 1;
export const LOG_P = 2;
export const LOSS = 3;
/** Integrals up to SINCE. */
export const SUM_STANDING = 4;
export const SUM_LOG = 5;
export const SUM_LOSS = 6;
/** What the peer integral is, less `ln p · A − B` of what stands: a replacement adds one product to it. */
const SUM_PEER = 7;
export const OUTSIDER = 8;
/** STANDS, LOG_P and LOSS as they were at the spot time, in the same order. */
export const SPOT_STANDS = 9;
const SPOT_LOG = 10;
const SPOT_LOSS = 11;

/** An empty group at opening; the cells up to `used`, all that were in use, are 0 again: a member who stands nowhere. */
export function clear(cells: Cells, used: number): void {
  cells.fill(0, 0, used);
  cells[SPOT_N] = Number.NaN;
}

/** A member is an insider unless said so here. */
export function joinOutside(cells: Cells, base: number): void {
  cells[base + OUTSIDER] = 1;
  cells[OUTSIDERS] = cell(cells, OUTSIDERS) + 1;
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
  addUp(cells, base);
  replace(cells, base, 1, logP);
  cells[base + LOSS] = loss;
}

/** From the group's present on the member has no prediction. */
export function leave(cells: Cells, base: number): void {
  addUp(cells, base);
  replace(cells, base, 0, 0);
  cells[base + LOSS] = 0;
}

/** Integrates what stands of the member up to the group's present. */
function addUp(cells: Cells, base: number): void {
  const dt = cell(cells, NOW) - cell(cells, base + SINCE);
  cells[base + SINCE] = cell(cells, NOW);
  cells[base + SUM_STANDING] = cell(cells, base + SUM_STANDING) + dt * cell(cells, base + STANDS);
  cells[base + SUM_LOG] = cell(cells, base + SUM_LOG) + dt * cell(cells, base + LOG_P);
  cells[base + SUM_LOSS] = cell(cells, base + SUM_LOSS) + dt * cell(cells, base + LOSS);
}

function replace(cells: Cells, base: number, stands: 0 | 1, logP: number): void {
  const rise = logP - cell(cells, base + LOG_P);
  const more = stands - cell(cells, base + STANDS);
  cells[base + LOG_P] = logP;
  cells[base + STANDS] = stands;
  const outsider = cell(cells, base + OUTSIDER) === 1;
  const a = cell(cells, outsider ? A_OUTSIDE : A);
  const b = cell(cells, outsider ? B_OUTSIDE : B);
  cells[base + SUM_PEER] = cell(cells, base + SUM_PEER) - (rise * a - more * b);
  if (!outsider) count(cells, more, rise);
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

/** Keeps what stands of the member now as what stood at the spot time. */
export function takeSpotOf(cells: Cells, base: number): void {
  cells[base + SPOT_STANDS] = cell(cells, base + STANDS);
  cells[base + SPOT_LOG] = cell(cells, base + LOG_P);
  cells[base + SPOT_LOSS] = cell(cells, base + LOSS);
}

export function isSpotTaken(cells: Cells): boolean {
  return !Number.isNaN(cell(cells, SPOT_N));
}

export function cell(cells: Cells, index: number): number {
  return cells[index] ?? Number.NaN;
}

/**
 * The group's number and sum after a change. The sum keeps its rounding error (Neumaier 1974): without that a group
 * that grew to 10,000 and shrank again would keep the error of the large sum.
 */
function count(cells: Cells, more: number, rise: number): void {
  const n = cell(cells, N) + more;
  const before = n === 0 ? 0 : cell(cells, SUM);
  const after = n === 0 ? 0 : before + rise;
  const lost = Math.abs(before) >= Math.abs(rise) ? before - after + rise : rise - after + before;
  cells[N] = n;
  cells[SUM] = after;
  cells[CARRY] = n === 0 ? 0 : cell(cells, CARRY) + lost;
}
