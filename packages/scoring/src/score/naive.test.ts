import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { scoreQuestion, type Standing } from './question.ts';
import { BINARY_UNITS, type Score as ProductionScore } from './score-table.ts';
import { startSweep } from './sweep.ts';

/** A row as a log has it: a prediction, or with p null a withdrawal. */
interface Row {
  readonly who: number;
  readonly at: number;
  readonly p: number | null;
}

interface Setting {
  readonly open: number;
  readonly sched: number;
  readonly close: number;
  readonly spot: number;
  readonly y: 0 | 1;
  readonly people: number;
  /** Indices from here on are outsiders. */
  readonly outsidersFrom: number;
}

interface Score {
  coverage: number;
  brier: number;
  baseline: number;
  peer: number;
  spotPeer: number | null;
  spotBaseline: number | null;
}

const CHANCE = Math.log(0.5);

/**
 * Written from the definitions and nothing else: walks over the stretches between any two instants at which something
 * happens, knows who stands, and compares each with each.
 */
function naive(rows: readonly Row[], setting: Setting): readonly Score[] {
  const { open, sched, close, people } = setting;
  const scores = Array.from({ length: people }, emptyScore);
  const times = [open, close, ...rows.map(({ at }) => at)].filter((at) => at >= open && at <= close);
  const steps = [...new Set(times)].sort((x, y) => x - y);
  for (const [index, from] of steps.slice(0, -1).entries()) {
    const share = ((steps[index + 1] ?? from) - from) / (sched - open);
    each(scores, instant(rows, from, setting), (score, at) => {
      score.coverage += share;
      score.brier += share * at.brier;
      score.baseline += share * at.baseline;
      score.peer += share * at.peer;
    });
  }
  const spot = Math.min(setting.spot, close);
  const before = spot === close ? (steps.findLast((at) => at < close) ?? open) : spot;
  each(scores, instant(rows, before, setting), (score, at) => {
    score.spotPeer = at.peer;
    score.spotBaseline = at.baseline;
  });
  return scores;
}

interface Instant {
  readonly brier: number;
  readonly baseline: number;
  readonly peer: number;
}

/** For all who stand. */
function each(
  scores: readonly Score[],
  standing: readonly (Instant | null)[],
  act: (score: Score, at: Instant) => void,
): void {
  for (const [who, score] of scores.entries()) {
    const at = standing[who] ?? null;
    if (at !== null) act(score, at);
  }
}

function emptyScore(): Score {
  return { coverage: 0, brier: 0, baseline: 0, peer: 0, spotPeer: null, spotBaseline: null };
}

function instant(
  rows: readonly Row[],
  at: number,
  { y, people, outsidersFrom }: Setting,
): readonly (Instant | null)[] {
  const standing: (number | null)[] = Array.from({ length: people }, () => null);
  for (const row of rows) if (row.at <= at) standing[row.who] = row.p;
  const logs = standing.map((p) => (p === null ? null : Math.log(y === 1 ? p : 1 - p)));
  const group = logs.flatMap((log, who) => (log === null || who >= outsidersFrom ? [] : [{ who, log }]));
  const sum = group.reduce((total, { log }) => total + log, 0);
  return standing.map((p, who) => {
    const log = logs[who] ?? null;
    if (p === null || log === null) return null;
    const inside = who < outsidersFrom;
    const n = inside ? group.length - 1 : group.length;
    const mean = n === 0 ? log : (sum - (inside ? log : 0)) / n;
    const baseline = (100 * (log - CHANCE)) / -CHANCE;
    return { brier: (p - y) ** 2, baseline, peer: 100 * (log - mean) };
  });
}

/** Each row stands until the next of the same forecaster. */
function standingsOf(rows: readonly Row[]): readonly Standing[] {
  return rows.flatMap(({ who, at, p }, index) => {
    const next = rows.find((row, later) => later > index && row.who === who);
    return p === null ? [] : [{ forecasterId: `f${who}`, start: at, end: next?.at ?? Infinity, p }];
  });
}

function production(rows: readonly Row[], setting: Setting): readonly Score[] {
  const found = scoreQuestion({
    kind: 'binary',
    outcome: setting.y,
    horizon: setting,
    standings: standingsOf(rows),
    spot: { explicit: setting.spot },
    outsiders: outsidersOf(setting),
  });
  const byId = new Map(found.map((score) => [score.forecasterId, score]));
  return Array.from({ length: setting.people }, (_, who) => partOf(byId.get(`f${who}`) ?? null));
}

function partOf(score: ProductionScore | null): Score {
  if (score === null) return emptyScore();
  const { coverage, loss, baseline, peer, spot } = score;
  const atSpot = { spotPeer: spot?.peer ?? null, spotBaseline: spot?.baseline ?? null };
  return { coverage, brier: loss * coverage, baseline, peer, ...atSpot };
}

function outsidersOf({ people, outsidersFrom }: Setting): ReadonlySet<string> {
  return new Set(Array.from({ length: people - outsidersFrom }, (_, index) => `f${outsidersFrom + index}`));
}

/** The largest difference of any figure; infinite where one has a score that the other has not. */
function distance(left: readonly Score[], right: readonly Score[]): number {
  const figures = (score: Score | undefined) =>
    score === undefined
      ? []
      : [score.coverage, score.brier, score.baseline, score.peer, score.spotPeer, score.spotBaseline];
  let worst = 0;
  for (const [who, score] of left.entries()) {
    const others = figures(right[who]);
    for (const [index, value] of figures(score).entries()) {
      const other = others[index] ?? null;
      if (value === null && other === null) continue;
      worst = Math.max(worst, value === null || other === null ? Infinity : Math.abs(value - other));
    }
  }
  return worst;
}

const history = fc
  .array(
    fc.record({
      who: fc.nat(5),
      at: fc.integer({ min: -3, max: 14 }),
      p: fc.option(
        fc.integer({ min: 1, max: 9 }).map((n) => n / 10),
        { freq: 4 },
      ),
    }),
    { maxLength: 40 },
  )
  .map((rows) => rows.toSorted((x, y) => x.at - y.at));
const setting = fc.record({
  open: fc.constant(0),
  sched: fc.constant(12),
  close: fc.integer({ min: 1, max: 12 }),
  spot: fc.integer({ min: 0, max: 13 }),
  y: fc.constantFrom(0 as const, 1 as const),
  people: fc.constant(6),
  outsidersFrom: fc.constantFrom(4, 6),
});

describe('random histories', () => {
  test.prop([history, setting], { numRuns: 300 })('score as the naive implementation does', (rows, given) => {
    expect(distance(production(rows, given), naive(rows, given))).toBeLessThan(1e-9);
  });

  test.prop([history, setting, fc.nat(5)])('score the same whoever is called what', (rows, given, shift) => {
    const inside = given.outsidersFrom;
    const rename = (who: number) => (who < inside ? (who + shift) % inside : who);
    const renamed = production(
      rows.map((row) => ({ ...row, who: rename(row.who) })),
      given,
    );
    const back = renamed.map((_, who) => renamed[rename(who)] ?? emptyScore());
    expect(distance(back, production(rows, given))).toBeLessThan(1e-9);
  });

  test.prop([history, setting, fc.nat(), fc.integer({ min: 0, max: 14 })])(
    'score the same when a standing prediction is said again',
    (rows, given, choice, at) => {
      fc.pre(rows.length > 0);
      const who = rows[choice % rows.length]?.who ?? 0;
      const p = rows.findLast((row) => row.who === who && row.at <= at)?.p ?? null;
      const later = rows.findIndex((row) => row.at > at);
      const again = p === null ? rows : rows.toSpliced(later === -1 ? rows.length : later, 0, { who, at, p });
      expect(distance(production(again, given), production(rows, given))).toBeLessThan(1e-9);
    },
  );

  test.prop([history, setting])(
    'have peer scores that add up to 0, at any close and at any spot',
    (rows, given) => {
      for (let close = 1; close <= given.sched; close += 1) {
        const inside = production(rows, { ...given, close }).slice(0, given.outsidersFrom);
        expect(inside.reduce((sum, { peer }) => sum + peer, 0)).toBeCloseTo(0, 9);
        expect(inside.reduce((sum, { spotPeer }) => sum + (spotPeer ?? 0), 0)).toBeCloseTo(0, 9);
      }
    },
  );

  test.prop([history, setting])('score change by change what they score from scratch', (rows, given) => {
    const sweep = startSweep({ horizon: given, spot: given.spot, units: BINARY_UNITS });
    for (let who = 0; who < given.people; who += 1) sweep.join(who >= given.outsidersFrom);
    for (const [index, { who, at, p }] of rows.entries()) {
      if (p === null) sweep.withdraw(who, at);
      else sweep.stand(who, at, Math.log(given.y === 1 ? p : 1 - p), (p - given.y) ** 2);
      const whole = production(rows.slice(0, index + 1), given)[who] ?? emptyScore();
      expect(distance([partOf(sweep.score(who))], [whole])).toBeLessThan(1e-9);
    }
  });
});
