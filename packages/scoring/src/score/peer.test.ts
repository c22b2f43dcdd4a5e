import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as rule } from 'vitest';
import { logBinary } from './binary.ts';
import { peerOfOutsider, peerScores } from './peer.ts';
import { skill } from './skill.ts';

const p = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const group = fc.array(p, { minLength: 1, maxLength: 30 });
const logs = (ps: readonly number[], y: 0 | 1) => ps.map((value) => logBinary(value, y));

describe('peer scores at an instant', () => {
  rule('are the distance to the mean of the others', () => {
    const [a, b, c] = peerScores(logs([0.8, 0.4, 0.2], 1));
    expect(a).toBeCloseTo(100 * (Math.log(0.8) - (Math.log(0.4) + Math.log(0.2)) / 2), 10);
    expect((a ?? 0) + (b ?? 0) + (c ?? 0)).toBeCloseTo(0, 10);
    expect(peerScores(logs([0.8, 0.4], 1), 50)[0]).toBeCloseTo(50 * Math.log(2), 10);
  });
  rule('are 0 alone, and for an outsider beside nobody', () => {
    expect(peerScores([Math.log(0.8)])).toEqual([0]);
    expect(peerOfOutsider(Math.log(0.8), [])).toBe(0);
  });
  rule('of an outsider at 0.9 against 0.4 and 0.6 are 60.82', () => {
    expect(peerOfOutsider(Math.log(0.9), logs([0.4, 0.6], 1))).toBeCloseTo(60.8198, 4);
  });
  rule('of nobody, or of no numbers, are refused', () => {
    expect(() => peerScores([])).toThrow(expect.objectContaining({ code: 'empty-group' }));
    expect(() => peerScores([0, Number.NaN])).toThrow(
      expect.objectContaining({ code: 'not-a-number', field: 'logPs[1]' }),
    );
  });
  test.prop([group])('add up to 0', (ps) => {
    expect(peerScores(logs(ps, 1)).reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 8);
  });
  test.prop([group, p, p])('have no better expectation than that of the truth', (others, said, truth) => {
    const expected = (own: number) =>
      truth * (peerScores(logs([own, ...others], 1))[0] ?? 0) +
      (1 - truth) * (peerScores(logs([own, ...others], 0))[0] ?? 0);
    expect(expected(truth)).toBeGreaterThanOrEqual(expected(said) - 1e-9);
  });
});

describe('skill', () => {
  rule('of 0.12 against 0.16 is 0.25', () => {
    expect(skill(0.12, 0.16)).toBeCloseTo(0.25, 12);
  });
  rule('against a reference that never errs is refused', () => {
    expect(() => skill(0.12, 0)).toThrow(expect.objectContaining({ code: 'zero-reference' }));
  });
});
