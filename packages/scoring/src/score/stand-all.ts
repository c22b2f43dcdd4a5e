import { ScoringError } from '../error.ts';
import * as sweep from './sweep-cells.ts';
import { cell, type Cells } from './sweep-cells.ts';

/** Predictions that come to stand, a column each, in order of time. */
export interface Changes {
  readonly count: number;
  readonly member: Int32Array;
  /** Seconds. */
  readonly at: Float64Array;
  readonly logP: Float64Array;
  readonly loss: Float64Array;
}

/**
 * What `moveTo` and `stand` do for each change from `from` on, with the group in local numbers: nearly twice as fast.
 * No outsider may have joined. Returns the first change that it leaves: one past `spot` or from the close on, in
 * seconds since opening, or the end.
 * @throws {ScoringError} `out-of-order`, `not-a-number`, `not-a-member`
 */
export function standAll(
  cells: Cells,
  changes: Changes,
  from: number,
  { spot, members }: { readonly spot: number; readonly members: number },
): number {
  const { count, at, logP, loss } = changes;
  const [open, close] = [cell(cells, sweep.OPEN), cell(cells, sweep.CLOSE)];
  let now = cell(cells, sweep.NOW);
  let n = cell(cells, sweep.N);
  let sum = cell(cells, sweep.SUM);
  let carry = cell(cells, sweep.CARRY);
  let a = cell(cells, sweep.A);
  let b = cell(cells, sweep.B);
  let index = from;
  for (; index < count; index += 1) {
    const time = Math.max(0, (at[index] ?? Number.NaN) - open);
    if (time >= close || time > spot) break;
    if (!(time >= now)) refuse(changes, index, members);
    const each = n > 1 ? (time - now) / (n - 1) : 0;
    now = time;
    a += each * n;
    b += each * (sum + carry);
    const base = sweep.baseOf(checkedMember(changes, index, members));
    sweep.setLoss(cells, base, loss[index] ?? Number.NaN, now);
    const rise = sweep.setLogP(cells, base, logP[index] ?? Number.NaN, now);
    const more = sweep.begin(cells, base, now);
    cells[base + sweep.SUM_PEER] = cell(cells, base + sweep.SUM_PEER) - (rise * a - more * b);
    n += more;
    const after = sum + rise;
    const added = after - sum;
    carry += sum - (after - added) + (rise - added);
    sum = after;
  }
  sweep.keepGroup(cells, { now, n, sum, carry, a, b });
  return index;
}

function checkedMember(changes: Changes, index: number, members: number): number {
  const who = changes.member[index] ?? -1;
  const worth = (changes.logP[index] ?? Number.NaN) + (changes.loss[index] ?? Number.NaN);
  if (!(who >= 0 && who < members && Math.abs(worth) < Infinity)) refuse(changes, index, members);
  return who;
}

function refuse({ member, at, logP, loss }: Changes, index: number, members: number): never {
  const who = member[index] ?? -1;
  if (!(who >= 0 && who < members)) {
    throw new ScoringError('not-a-member', `member[${index}]`, `${who} has not joined`);
  }
  if (!Number.isFinite((logP[index] ?? Number.NaN) + (loss[index] ?? Number.NaN))) {
    throw new ScoringError('not-a-number', `logP[${index}]`, `${logP[index]}, ${loss[index]}`);
  }
  throw new ScoringError('out-of-order', `at[${index}]`, `${at[index]} comes after a later one`);
}
