import { describe, expect, test } from 'vitest';
import type { Horizon } from '../horizon.ts';
import type { BinaryOutcome } from './binary.ts';
import { scoreQuestion, type ForecasterScore, type Standing } from './question.ts';

const horizon: Horizon = { open: 0, sched: 10, close: 10 };
const stands = (forecasterId: string, p: number, start = 0, end = Infinity): Standing => ({
  forecasterId,
  p,
  start,
  end,
});

interface Setting {
  readonly close?: number;
  readonly outsiders?: readonly string[];
  readonly spot?: number;
  readonly outcome?: BinaryOutcome;
}

function scores(standings: readonly Standing[], setting: Setting = {}): Map<string, ForecasterScore> {
  const rows = scoreQuestion({
    kind: 'binary',
    outcome: setting.outcome ?? 1,
    horizon: { ...horizon, close: setting.close ?? horizon.close },
    standings,
    outsiders: new Set(setting.outsiders),
    ...(setting.spot === undefined ? {} : { spot: { explicit: setting.spot } }),
  });
  return new Map(rows.map((row) => [row.forecasterId, row]));
}

describe('peer score', () => {
  test('of two throughout is the difference of their logarithms', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4)]);
    expect(found.get('a')?.peer).toBeCloseTo(100 * Math.log(2), 10);
    expect(found.get('b')?.peer).toBeCloseTo(-100 * Math.log(2), 10);
  });
  test('of an outsider at 0.9 against 0.4 and 0.6 is 60.82: the whole group, no factor N/(N−1)', () => {
    const found = scores([stands('out', 0.9), stands('a', 0.4), stands('b', 0.6)], { outsiders: ['out'] });
    expect(found.get('out')?.peer).toBeCloseTo(60.8198, 4);
    expect((found.get('a')?.peer ?? 0) + (found.get('b')?.peer ?? 0)).toBeCloseTo(0, 12);
    expect(found.get('a')?.peer).toBeCloseTo(100 * Math.log(0.4 / 0.6), 10);
  });
  test('is 0 for the time alone', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4, 5)]);
    expect(found.get('a')?.peer).toBeCloseTo(50 * Math.log(2), 10);
    expect(scores([stands('a', 0.8)]).get('a')?.peer).toBe(0);
  });
  test('stops for everyone when everyone withdraws at once', () => {
    const found = scores([stands('a', 0.8, 0, 5), stands('b', 0.4, 0, 5), stands('out', 0.9, 0)], {
      outsiders: ['out'],
    });
    expect(found.get('a')?.peer).toBeCloseTo(50 * Math.log(2), 10);
    expect(found.get('b')?.peer).toBeCloseTo(-50 * Math.log(2), 10);
    expect(found.get('out')?.peer).toBeCloseTo(
      50 * (Math.log(0.9) - (Math.log(0.8) + Math.log(0.4)) / 2),
      10,
    );
    expect(found.get('out')?.coverage).toBe(1);
  });
  test('of an outsider who is alone from day 5 counts the first five days only', () => {
    const found = scores([stands('out', 0.9), stands('a', 0.4, 0, 5)], { outsiders: ['out'] });
    expect(found.get('out')?.peer).toBeCloseTo(50 * Math.log(0.9 / 0.4), 10);
  });
  test("an outsider's own start is a step", () => {
    const found = scores([stands('a', 0.4), stands('out', 0.9, 2.5)], { outsiders: ['out'] });
    expect(found.get('out')?.peer).toBeCloseTo(75 * Math.log(0.9 / 0.4), 10);
  });
});

describe('time', () => {
  test('early decision leaves the rest of the scheduled horizon at 0', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4)], { close: 4 });
    expect(found.get('a')?.coverage).toBe(0.4);
    expect(found.get('a')?.loss).toBeCloseTo(0.04, 12);
    expect(found.get('a')?.peer).toBeCloseTo(40 * Math.log(2), 10);
    expect(found.get('a')?.baseline).toBeCloseTo(40 * Math.log2(1.6), 10);
  });
  test('a prediction from before opening counts from opening', () => {
    expect(scores([stands('a', 0.8, -5, 5)]).get('a')?.coverage).toBe(0.5);
  });
  test('a prediction from the close on is in no group and has no score', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4, 4)], { close: 4 });
    expect([...found.keys()]).toEqual(['a']);
    expect(found.get('a')?.peer).toBe(0);
  });
  test('replaced predictions count each for its time', () => {
    const found = scores([stands('a', 0.8, 0, 5), stands('a', 0.6, 5)]);
    expect(found.get('a')?.loss).toBeCloseTo((0.04 + 0.16) / 2, 12);
    expect(found.get('a')?.log).toBeCloseTo((Math.log(0.8) + Math.log(0.6)) / 2, 12);
  });
  test('a forecaster may withdraw and come back', () => {
    expect(scores([stands('a', 0.8, 0, 2), stands('a', 0.6, 7)]).get('a')?.coverage).toBe(0.5);
  });
});

describe('spot scores', () => {
  test('a prediction that starts exactly at the spot time belongs to the group', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4, 5)], { spot: 5 });
    expect(found.get('b')?.spot?.peer).toBeCloseTo(-100 * Math.log(2), 10);
  });
  test('a prediction that ends exactly at the spot time does not', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4, 0, 5)], { spot: 5 });
    expect(found.get('b')?.spot).toBeNull();
    expect(found.get('a')?.spot?.peer).toBe(0);
    expect(found.get('a')?.spot?.baseline).toBeCloseTo(67.8072, 4);
  });
  test('by default the end of scoring is the spot time, with all who stand up to it', () => {
    const found = scores([stands('a', 0.8), stands('b', 0.4, 3)], { close: 4 });
    expect(found.get('b')?.spot?.peer).toBeCloseTo(-100 * Math.log(2), 10);
  });
  test('a replaced prediction counts with the one that stood then', () => {
    const found = scores([stands('a', 0.8, 0, 5), stands('a', 0.6, 5)], { spot: 4 });
    expect(found.get('a')?.spot?.loss).toBeCloseTo(0.04, 12);
  });
});

describe('options', () => {
  test('are scored over K options on offer', () => {
    const [a, b] = scoreQuestion({
      kind: 'options',
      outcome: 1,
      horizon,
      standings: [
        { forecasterId: 'a', start: 0, end: 10, pmf: [0.2, 0.5, 0.3] },
        { forecasterId: 'b', start: 0, end: 10, pmf: [0.5, 0.25, 0.25] },
      ],
    });
    expect(a?.baseline).toBeCloseTo(36.907025, 6);
    expect(a?.peer).toBeCloseTo(100 * Math.log(2), 10);
    expect(b?.loss).toBeCloseTo(0.875, 12);
  });
});

describe('numbers and dates', () => {
  const range = { min: 0, max: 10, openBelow: false, openAbove: false };
  const uniform = [0, 0.5, 1];
  test('have half the peer factor and the CRPS as loss', () => {
    const [a, b] = scoreQuestion({
      kind: 'numeric',
      outcome: 5,
      range,
      horizon,
      standings: [
        { forecasterId: 'a', start: 0, end: 10, cdf: uniform },
        { forecasterId: 'b', start: 0, end: 10, cdf: [0, 0.25, 1] },
      ],
    });
    expect(a?.baseline).toBeCloseTo(0, 10);
    expect(a?.loss).toBeCloseTo(10 / 12, 10);
    expect(a?.peer).toBeCloseTo(50 * Math.log(2), 10);
    expect(b?.baseline).toBeCloseTo(-50 * Math.log(2), 10);
  });
  test('have a CRPS in days where the range is in seconds', () => {
    const [a] = scoreQuestion({
      kind: 'date',
      outcome: 5 * 86_400,
      range: { ...range, max: 10 * 86_400 },
      horizon,
      standings: [{ forecasterId: 'a', start: 0, end: 10, cdf: uniform }],
    });
    expect(a?.loss).toBeCloseTo(10 / 12, 10);
  });
});

describe('refusals', () => {
  test('two predictions of a forecaster at a time', () => {
    expect(() => scores([stands('a', 0.8), stands('a', 0.6, 5)])).toThrow(
      expect.objectContaining({ code: 'overlapping-standings', field: 'standings[1]' }),
    );
  });
  test('an end before the start', () => {
    expect(() => scores([stands('a', 0.8, 5, 4)])).toThrow(expect.objectContaining({ code: 'bad-interval' }));
  });
  test('a probability outside 0 and 1', () => {
    expect(() => scores([stands('a', Number.NaN)])).toThrow(
      expect.objectContaining({ code: 'probability-out-of-bounds' }),
    );
  });
  test('a horizon without length', () => {
    expect(() =>
      scoreQuestion({ kind: 'binary', outcome: 1, standings: [], horizon: { open: 3, sched: 3, close: 3 } }),
    ).toThrow(expect.objectContaining({ code: 'zero-horizon' }));
  });
});
