import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { FIGURES } from './score-table.ts';
import { BINARY_UNITS, startSweep, type Sweep } from './index.ts';

const horizon = { open: 100, sched: 110, close: 110 };
const setting = { horizon, spot: 110, units: BINARY_UNITS };

function start(members: number, outsiders = 0, capacity = 16): Sweep {
  const sweep = startSweep({ ...setting, capacity });
  for (let member = 0; member < members; member += 1) sweep.join(member >= members - outsiders);
  return sweep;
}

describe('a sweep', () => {
  test('scores a member the same alone and among all', () => {
    const sweep = start(3, 1);
    for (const [member, p] of [0.8, 0.4, 0.9].entries())
      sweep.stand(member, 100 + member, Math.log(p), (1 - p) ** 2);
    const { members, figures } = sweep.scores();
    const peers = Array.from(
      { length: members },
      (_, member) => figures[member * FIGURES.count + FIGURES.peer],
    );
    expect(peers).toEqual([0, 1, 2].map((member) => sweep.score(member)?.peer));
    expect(sweep.score(0)?.peer).toBeCloseTo(90 * Math.log(2), 10);
  });
  test('can be read at any time without being changed by it', () => {
    const [read, unread] = [start(2), start(2)];
    for (const sweep of [read, unread]) {
      sweep.stand(0, 100, Math.log(0.8), 0.04);
      if (sweep === read) sweep.score(0);
      sweep.stand(1, 105, Math.log(0.4), 0.36);
      if (sweep === read) sweep.scores();
      sweep.withdraw(0, 108);
    }
    expect(read.score(0)).toEqual(unread.score(0));
    expect(read.score(0)).toMatchObject({ coverage: 0.8, spot: null });
    expect(read.score(0)?.peer).toBeCloseTo(30 * Math.log(2), 10);
  });
  test('makes room for more members than it was made for', () => {
    const sweep = start(100, 0, 1);
    for (let member = 0; member < 100; member += 1) sweep.stand(member, 100, Math.log(0.5), 0.25);
    expect(sweep.scores().members).toBe(100);
    expect(sweep.score(99)?.coverage).toBe(1);
    expect(sweep.score(99)?.peer).toBeCloseTo(0, 12);
  });
  test('begun again knows nothing of the question before', () => {
    const used = start(2);
    used.stand(0, 100, Math.log(0.8), 0.04);
    used.stand(1, 105, Math.log(0.4), 0.36);
    used.scores();
    used.restart({ ...setting, spot: 101 });
    const fresh = startSweep({ ...setting, spot: 101 });
    for (const sweep of [used, fresh]) {
      sweep.join(true);
      sweep.join();
      sweep.stand(1, 103, Math.log(0.6), 0.16);
      sweep.stand(0, 104, Math.log(0.9), 0.01);
    }
    expect(used.scores().members).toBe(2);
    expect([used.score(0), used.score(1)]).toEqual([fresh.score(0), fresh.score(1)]);
    expect(used.score(0)?.spot).toBeNull();
  });
  test('has no score for a member who never stood within the horizon', () => {
    const sweep = start(2);
    sweep.stand(0, 110, Math.log(0.8), 0.04);
    sweep.stand(1, 109, Math.log(0.8), 0.04);
    sweep.withdraw(1, 109);
    expect([sweep.score(0), sweep.score(1)]).toEqual([null, null]);
  });
  test('forgets the large sum of a group that shrinks to two', () => {
    const sweep = start(10_000);
    for (let member = 0; member < 10_000; member += 1)
      sweep.stand(member, 100, Math.log(0.001 + member / 20_000), 0);
    for (let member = 2; member < 10_000; member += 1) sweep.withdraw(member, 100);
    const [a, b] = [Math.log(0.001), Math.log(0.001 + 1 / 20_000)];
    expect(Math.abs((sweep.score(0)?.peer ?? 0) - 100 * (a - b))).toBeLessThan(1e-9);
  });
});

describe('a sweep refuses', () => {
  test('changes out of order, also before the one that is late', () => {
    const sweep = start(1);
    sweep.stand(0, 105, Math.log(0.8), 0.04);
    expect(() => sweep.stand(0, 104, Math.log(0.8), 0.04)).toThrow(
      expect.objectContaining({ code: 'out-of-order' }),
    );
    expect(() => sweep.withdraw(0, Number.NaN)).toThrow(expect.objectContaining({ code: 'out-of-order' }));
  });
  test('members who have not joined', () => {
    const sweep = start(1);
    const refusal: unknown = expect.objectContaining({ code: 'not-a-member' });
    expect(() => sweep.stand(1, 105, 0, 0)).toThrow(refusal);
    expect(() => sweep.withdraw(-1, 105)).toThrow(refusal);
    expect(() => sweep.score(1)).toThrow(refusal);
  });
  test('logarithms and losses that are no numbers', () => {
    const sweep = start(1);
    const refusal: unknown = expect.objectContaining({ code: 'not-a-number' });
    expect(() => sweep.stand(0, 105, -Infinity, 0)).toThrow(refusal);
    expect(() => sweep.stand(0, 105, 0, Number.NaN)).toThrow(refusal);
    expect(() => startSweep({ ...setting, spot: Number.NaN })).toThrow(refusal);
  });
});

const second = fc.integer({ min: -2, max: 14 });
const change = fc.record({
  member: fc.nat(4),
  at: second.map((seconds) => 100 + seconds),
  p: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
});

property.prop([fc.array(change, { maxLength: 30 }), fc.nat(30), second, fc.nat(2)])(
  'many changes at once score as the same one by one',
  (given, cut, spot, outsiders) => {
    const changes = given.toSorted((one, other) => one.at - other.at);
    const sweeps = [0, 1].map(() => {
      const sweep = startSweep({ ...setting, spot: 100 + Math.min(10, Math.max(0, spot)) });
      for (let member = 0; member < 5; member += 1) sweep.join(member < outsiders);
      return sweep;
    });
    const [one, many] = sweeps as [Sweep, Sweep];
    for (const { member, at, p } of changes) one.stand(member, at, Math.log(p), (1 - p) ** 2);
    for (const part of [changes.slice(0, cut), changes.slice(cut)]) {
      many.standAll({
        count: part.length,
        member: Int32Array.from(part, ({ member }) => member),
        at: Float64Array.from(part, ({ at }) => at),
        logP: Float64Array.from(part, ({ p }) => Math.log(p)),
        loss: Float64Array.from(part, ({ p }) => (1 - p) ** 2),
      });
    }
    const figures = one.scores().figures.slice(0, 5 * FIGURES.count);
    for (const [index, figure] of figures.entries()) {
      expect(many.scores().figures[index]).toBeCloseTo(figure, 9);
    }
  },
);

test('many changes of which one makes no sense are refused by its name', () => {
  const changes = (more: object) => ({
    count: 2,
    member: Int32Array.of(0, 1),
    at: Float64Array.of(101, 102),
    logP: Float64Array.of(-1, -1),
    loss: Float64Array.of(0.2, 0.2),
    ...more,
  });
  const refusals = [
    [{ member: Int32Array.of(0, 7) }, 'not-a-member', 'member[1]'],
    [{ at: Float64Array.of(102, 101) }, 'out-of-order', 'at[1]'],
    [{ at: Float64Array.of(Number.NaN, 101) }, 'out-of-order', 'at[0]'],
    [{ logP: Float64Array.of(-1, Number.NaN) }, 'not-a-number', 'logP[1]'],
    [{ loss: Float64Array.of(Infinity, 0) }, 'not-a-number', 'logP[0]'],
  ] as const;
  for (const [more, code, field] of refusals) {
    expect(() => start(2).standAll(changes(more))).toThrow(expect.objectContaining({ code, field }));
  }
});
