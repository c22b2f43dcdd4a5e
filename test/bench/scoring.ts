import { brierBinary, logBinary, spotTime, type Horizon } from '@casus/scoring';
import { BINARY_UNITS, FIGURES, startSweep } from '@casus/scoring/score';
import type { Changes, ScoreTable, Sweep } from '@casus/scoring/score';

/** Predictions in the order of a log: by question, then by time. One entry a prediction in each column. */
interface Rows {
  readonly question: Int32Array;
  readonly forecaster: Int32Array;
  /** Seconds since the question's opening. */
  readonly at: Float64Array;
  readonly p: Float64Array;
}

interface Size {
  readonly questions: number;
  readonly forecasters: number;
  readonly perQuestion: number;
}

const SCHEDULED = 100 * 86_400;
const ROUNDS = 7;
/** The one pass is made so often that it takes as long as the rest: a busy machine then slows both alike. */
const PASSES = 20;

const MANY: Size = { questions: 5_000, forecasters: 1_000, perQuestion: 200 };
const CROWDED: Size = { questions: 1, forecasters: 10_000, perQuestion: 1_000_000 };

/**
 * `scoring-many`: 1,000,000 predictions of 1,000 forecasters on 5,000 questions scored from scratch (Brier, baseline,
 * peer, spot) in one thread. `scoring-crowded`: one question with 10,000 forecasters and 100 updates each.
 * `scoring-one-more`: one more prediction there, with its forecaster's scores read. The peer of the first two is one pass
 * that adds up Brier scores by forecaster over the same rows.
 */
export async function run(args: string[]): Promise<void> {
  const scale = args.includes('--quick') ? 0.01 : 1;
  compare('scoring-many', { ...MANY, questions: Math.ceil(MANY.questions * scale) });
  const perQuestion = Math.ceil(CROWDED.perQuestion * scale);
  compare('scoring-crowded', { ...CROWDED, perQuestion });
  oneMore({ ...CROWDED, perQuestion });
}

function compare(name: string, size: Size): void {
  const rows = rowsOf(size);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    plain: timed(() => plainPasses(rows, size)),
    full: timed(() => scoreAll(rows, size)),
  }));
  const full = rounds.map((round) => round.full);
  const plainMs = median(rounds.map(({ plain }) => plain.ms)) / PASSES;
  const fullMs = median(full.map(({ ms }) => ms));
  print({ name, value: fullMs, unit: 'ms', peer: plainMs, ratio: fullMs / plainMs });
  const predictions = rows.p.length;
  print({
    name: `${name}-rate`,
    value: predictions / (fullMs / 1000),
    unit: 'predictions/s',
    peer: null,
    ratio: null,
  });
  const heap = Math.max(...full.map(({ bytes }) => bytes)) / 2 ** 20;
  print({ name: `${name}-memory`, value: heap, unit: 'MiB above the rows', peer: null, ratio: null });
}

function plainPasses(rows: Rows, size: Size): number {
  let checksum = 0;
  for (let pass = 0; pass < PASSES; pass += 1) checksum += plainBrier(rows, size);
  return checksum;
}

/** The least that a score can cost: one pass, one sum a forecaster. */
function plainBrier({ question, forecaster, p }: Rows, size: Size): number {
  const sums = new Float64Array(size.forecasters);
  for (let row = 0; row < p.length; row += 1) {
    const who = forecaster[row] ?? 0;
    const error = (p[row] ?? 0) - outcomeOf(question[row] ?? 0);
    sums[who] = (sums[who] ?? 0) + error * error;
  }
  return sums.reduce((total, sum) => total + sum, 0);
}

/** Scores of every forecaster on every question; the checksum keeps the work from being optimised away. */
function scoreAll(rows: Rows, size: Size): number {
  let checksum = 0;
  const members = new Int32Array(size.forecasters);
  const sweep = sweepOf(horizonOf(0), Math.min(size.forecasters, size.perQuestion));
  const group: Group = { sweep, members, changes: emptyChanges() };
  for (let from = 0; from < rows.p.length;) {
    const horizon = horizonOf(rows.question[from] ?? 0);
    members.fill(-1);
    sweep.restart({ horizon, spot: spotTime(horizon), units: BINARY_UNITS });
    from = sweepQuestion(rows, from, group);
    checksum += sumOf(sweep.scores());
  }
  return checksum;
}

interface Group {
  readonly sweep: Sweep;
  /** Index of a forecaster in the sweep, −1 before the first prediction. */
  readonly members: Int32Array;
  readonly changes: Columns;
}

interface Columns extends Changes {
  count: number;
}

/** So many changes are handed over at once: their columns stay in the processor's cache. */
const AT_ONCE = 512;

function emptyChanges(): Columns {
  const column = () => new Float64Array(AT_ONCE);
  return { count: 0, member: new Int32Array(AT_ONCE), at: column(), logP: column(), loss: column() };
}

/** Feeds a question's rows; returns where the next question begins. */
function sweepQuestion(rows: Rows, from: number, group: Group): number {
  const { question } = rows;
  const asked = question[from] ?? 0;
  let row = from;
  while (row < rows.p.length && question[row] === asked) {
    row = fillChanges(rows, row, group);
    group.sweep.standAll(group.changes);
  }
  return row;
}

/** What the next predictions of a question are worth; returns the row after them. */
function fillChanges({ question, forecaster, at, p }: Rows, from: number, group: Group): number {
  const { sweep, members, changes } = group;
  const asked = question[from] ?? 0;
  const outcome = outcomeOf(asked);
  const until = Math.min(p.length, from + AT_ONCE);
  let row = from;
  for (; row < until && question[row] === asked; row += 1) {
    const who = forecaster[row] ?? 0;
    if (members[who] === -1) members[who] = sweep.join();
    const said = p[row] ?? 0;
    const place = row - from;
    changes.member[place] = members[who] ?? 0;
    changes.at[place] = at[row] ?? 0;
    changes.logP[place] = logBinary(said, outcome);
    changes.loss[place] = brierBinary(said, outcome);
  }
  changes.count = row - from;
  return row;
}

function sweepOf(horizon: Horizon, capacity: number): Sweep {
  return startSweep({ horizon, spot: spotTime(horizon), units: BINARY_UNITS, capacity });
}

function sumOf({ members, figures }: ScoreTable): number {
  let sum = 0;
  for (let member = 0; member < members; member += 1) {
    const at = member * FIGURES.count;
    sum += (figures[at + FIGURES.loss] ?? 0) + (figures[at + FIGURES.baseline] ?? 0);
    sum += (figures[at + FIGURES.peer] ?? 0) + (figures[at + FIGURES.spotPeer] ?? 0);
  }
  return sum;
}

function oneMore(size: Size): void {
  const rows = rowsOf(size);
  const horizon = horizonOf(0);
  const sweep = sweepOf(horizon, size.forecasters);
  const members = new Int32Array(size.forecasters).fill(-1);
  sweepQuestion(rows, 0, { sweep, members, changes: emptyChanges() });
  const rounds = 1_000;
  const { ms } = timed(() => {
    let checksum = 0;
    for (let round = 0; round < rounds; round += 1) {
      // The last row is before 0.9 of the schedule.
      const at = (0.9 + (0.1 * round) / rounds) * horizon.close;
      sweep.stand(round, at, logBinary(0.3, 1), brierBinary(0.3, 1));
      checksum += sweep.score(round)?.peer ?? 0;
    }
    return checksum;
  });
  print({ name: 'scoring-one-more', value: (ms * 1000) / rounds, unit: 'µs', peer: null, ratio: null });
}

function outcomeOf(question: number): 0 | 1 {
  return question % 5 < 2 ? 1 : 0;
}

/** Every third question is decided early. */
function horizonOf(question: number): Horizon {
  return { open: 0, sched: SCHEDULED, close: question % 3 === 1 ? SCHEDULED * 0.6 : SCHEDULED };
}

function rowsOf({ questions, forecasters, perQuestion }: Size): Rows {
  const length = questions * perQuestion;
  const random = randomFrom(20_260_101);
  const rows: Rows = {
    question: Int32Array.from({ length }, (_, row) => Math.floor(row / perQuestion)),
    forecaster: new Int32Array(length).map(() => Math.floor(random() * forecasters)),
    at: new Float64Array(length).map((_, row) => ((row % perQuestion) / perQuestion) * SCHEDULED * 0.9),
    p: new Float64Array(length).map(() => 0.001 + 0.998 * random()),
  };
  return rows;
}

/** Lehmer: fixed rows for every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function timed(work: () => number): { readonly ms: number; readonly bytes: number } {
  const before = process.memoryUsage();
  const start = performance.now();
  const checksum = work();
  const ms = performance.now() - start;
  const after = process.memoryUsage();
  if (!Number.isFinite(checksum)) throw new Error(`the checksum is ${checksum}`);
  const used = (usage: NodeJS.MemoryUsage) => usage.heapUsed + usage.arrayBuffers;
  return { ms, bytes: Math.max(0, used(after) - used(before)) };
}

function median(values: readonly number[]): number {
  const order = values.toSorted((x, y) => x - y);
  return order[Math.floor(order.length / 2)] ?? Number.NaN;
}

interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: number | null;
  readonly ratio: number | null;
}

function print(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
