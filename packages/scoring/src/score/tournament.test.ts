import { expect, test } from 'vitest';
import { randomFrom } from '../random.ts';
import { scoreQuestion, type Standing } from './question.ts';

const PEOPLE = 100;
const QUESTIONS = 200;
const UPDATES = 20;
const DAY = 86_400;
/** The last three are outsiders. */
const GROUP = PEOPLE - 3;

interface Question {
  readonly open: number;
  readonly sched: number;
  readonly close: number;
  readonly spot: number;
  readonly y: 0 | 1;
  /** In order of time; p null is a withdrawal. */
  readonly rows: readonly { readonly who: number; readonly at: number; readonly p: number | null }[];
}

function questionOf(seed: number): Question {
  const random = randomFrom(seed);
  const open = 1_700_000_000 + Math.floor(random() * 50) * DAY;
  const sched = open + (20 + Math.floor(random() * 300)) * DAY;
  const rows = Array.from({ length: PEOPLE * UPDATES }, (_, index) => ({
    who: index % PEOPLE,
    // Some before opening, some past the close.
    at: open + (random() * 1.1 - 0.05) * (sched - open),
    p: random() < 0.05 ? null : 0.001 + 0.998 * random(),
  }));
  return {
    open,
    sched,
    close: open + (0.3 + 0.7 * random()) * (sched - open),
    spot: open + random() * (sched - open),
    y: random() < 0.4 ? 1 : 0,
    rows: rows.sort((x, y) => x.at - y.at),
  };
}

/** Coverage, Brier integral, baseline, peer, spot peer, spot baseline; NaN where nothing stood at the spot. */
type Figures = readonly [number, number, number, number, number, number];

/** By the definitions: stretch by stretch between rows, each forecaster against the sum of the others. */
function naive({ open, sched, close, spot, y, rows }: Question): readonly Figures[] {
  const latest = new Float64Array(PEOPLE).fill(Number.NaN);
  const logs = latest.slice();
  const found = Array.from({ length: PEOPLE }, () => [0, 0, 0, 0, Number.NaN, Number.NaN]);
  let from = open;
  for (const row of [...rows.filter(({ at }) => at < close), { who: 0, at: close, p: null }]) {
    const to = Math.max(open, row.at);
    if (to > from) {
      const atSpot = from <= spot && (spot < to || to === close);
      addStretch(found, latest, { y, logs, share: (to - from) / (sched - open), atSpot });
    }
    from = to;
    latest[row.who] = row.p ?? Number.NaN;
    logs[row.who] = Math.log(y === 1 ? (row.p ?? Number.NaN) : 1 - (row.p ?? Number.NaN));
  }
  return found as unknown as readonly Figures[];
}

interface Stretch {
  readonly y: 0 | 1;
  readonly logs: Float64Array;
  readonly share: number;
  readonly atSpot: boolean;
}

function addStretch(found: number[][], latest: Float64Array, { y, logs, share, atSpot }: Stretch): void {
  const inGroup = logs.subarray(0, GROUP).filter((log) => !Number.isNaN(log));
  const sum = inGroup.reduce((total, log) => total + log, 0);
  for (let who = 0; who < PEOPLE; who += 1) {
    const log = logs[who] ?? Number.NaN;
    if (Number.isNaN(log)) continue;
    const mean = who < GROUP ? (sum - log) / (inGroup.length - 1) : sum / inGroup.length;
    const peer = Number.isFinite(mean) ? 100 * (log - mean) : 0;
    const baseline = 100 * (1 + log / Math.LN2);
    const brier = ((latest[who] ?? 0) - y) ** 2;
    const figures = found[who] ?? [];
    add(figures, share, [1, brier, baseline, peer]);
    if (atSpot) figures.splice(4, 2, peer, baseline);
  }
}

function add(figures: number[], share: number, values: readonly number[]): void {
  for (let index = 0; index < values.length; index += 1) {
    figures[index] = (figures[index] ?? 0) + share * (values[index] ?? 0);
  }
}

function production(question: Question): readonly Figures[] {
  const scores = scoreQuestion({
    kind: 'binary',
    outcome: question.y,
    horizon: question,
    standings: standingsOf(question),
    spot: { explicit: question.spot },
    outsiders: new Set(Array.from({ length: PEOPLE - GROUP }, (_, index) => `f${GROUP + index}`)),
  });
  const byId = new Map(scores.map((score) => [score.forecasterId, score]));
  return Array.from({ length: PEOPLE }, (_, who) => {
    const score = byId.get(`f${who}`);
    if (score === undefined) return [0, 0, 0, 0, Number.NaN, Number.NaN];
    const { coverage, loss, baseline, peer, spot } = score;
    return [
      coverage,
      loss * coverage,
      baseline,
      peer,
      spot?.peer ?? Number.NaN,
      spot?.baseline ?? Number.NaN,
    ];
  });
}

function standingsOf({ rows }: Question): readonly Standing[] {
  const ends = new Map<number, number>();
  return rows.toReversed().flatMap(({ who, at, p }) => {
    const end = ends.get(who) ?? Infinity;
    ends.set(who, at);
    return p === null ? [] : [{ forecasterId: `f${who}`, start: at, end, p }];
  });
}

/** Infinite where one has a figure that the other has not. */
function distance(left: number, right: number): number {
  if (Number.isNaN(left) && Number.isNaN(right)) return 0;
  return Number.isNaN(left) || Number.isNaN(right) ? Infinity : Math.abs(left - right);
}

test('100 forecasters, 200 questions and 20 updates score within 1e-9 of the naive sums in every figure', () => {
  let worst = 0;
  let compared = 0;
  for (let seed = 1; seed <= QUESTIONS; seed += 1) {
    const question = questionOf(seed);
    const expected = naive(question).flat();
    for (const [index, value] of production(question).flat().entries()) {
      worst = Math.max(worst, distance(value, expected[index] ?? Number.NaN));
      compared += 1;
    }
  }
  expect(compared).toBe(QUESTIONS * PEOPLE * 6);
  expect(worst).toBeLessThan(1e-9);
}, 30_000);
