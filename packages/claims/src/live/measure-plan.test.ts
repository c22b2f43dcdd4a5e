import { isDeepStrictEqual } from 'node:util';
import { fc, test } from '@fast-check/vitest';
import type { WorldEvent } from '@casus/domain/evidence';
import { expect } from 'vitest';
import type { Hold, Measure, Pattern } from '../language/terms.ts';
import { measurePlan } from './measure-plan.ts';
import type { Bounds, MeasurePlan, Slack } from './measure-plan.ts';
import { SharedNodes } from './shared-nodes.ts';

const [from, until] = [20, 60];
const event: Pattern = { op: 'match', type: 'strike' };
const other: Pattern = { op: 'match', type: 'meeting' };
const fluent: Hold = {
  op: 'hold',
  openings: [{ event: other, lapse: 7 }],
  endings: [{ event: event, ends: 'all' }],
};
const offsets: readonly (readonly [number, number])[] = [
  [-Infinity, 0],
  [1_300_000, 3_600],
  [2_700_000, -3_600],
];

/** A measure in windows of so many seconds a unit, over events at these units. */
function planOver(measure: (window: Measure['window']) => Measure, at: readonly number[], unit: number) {
  const nodes = new SharedNodes(() => undefined);
  const window = { op: 'between', from: from * unit, until: until * unit, zone: 'UTC', offsets } as const;
  const plan = measurePlan(nodes.forClaim([]), measure(window), { from: 0, to: until * unit });
  for (const [index, each] of at.entries())
    nodes.index.visit(index % 2 === 0 ? 'strike' : 'meeting', [], (node) => {
      const entry = node.entryOf(eventAt(index, each * unit), { affiliationsOf: () => [] });
      if (entry) node.add(entry);
    });
  if (plan === null) throw new Error('no node keeps the measure');
  return plan;
}

function eventAt(index: number, at: number): WorldEvent {
  return {
    id: `e${index}`,
    type: index % 2 === 0 ? 'strike' : 'meeting',
    participants: [],
    actor: null,
    target: null,
    interval: { from: at, to: at + 1 },
    status: 'certain',
    attributes: {},
    roots: [`e${index}`],
    reports: [],
    firstLogTime: 0,
  };
}

const instants = fc.array(fc.integer({ min: 0, max: 65 }), { maxLength: 14 });
const starts = (window: Measure['window']): Measure => ({
  op: 'count',
  event: { op: 'starts', event, quiet: 5 },
  window,
  by: 'event',
});
const during = (window: Measure['window']): Measure => ({
  op: 'count',
  event: { op: 'during', event, fluent, ties: 'unknown' },
  window,
  by: 'event',
});
const days = (window: Measure['window']): Measure => ({ op: 'count', event, window, by: 'day' });
const length = (window: Measure['window']): Measure => ({ op: 'length', fluent, window });

/** Every instant up to the window's end, with what the measure comes to there. */
function* read(plan: MeasurePlan, unit: number) {
  for (let covered = 0; covered <= until * unit; covered += Math.ceil(unit / 8)) {
    yield { covered, bounds: plan.read(covered) };
  }
}

test.prop([instants, fc.constantFrom(starts, during)])(
  'bounds stay as they are up to the next instant that is named',
  (at, measure) => {
    const plan = planOver(measure, at, 1);
    const all = [...read(plan, 1)];
    const moved = all.filter(({ covered, bounds }) => {
      const next = plan.next(covered);
      const until = all.filter((later) => later.covered > covered && later.covered < next);
      return next <= covered || until.some((later) => !isDeepStrictEqual(later.bounds, bounds));
    });
    expect(moved).toEqual([]);
  },
);

test.prop([instants, fc.constantFrom([days, 86_400] as const, [length, 1] as const), fc.nat(9), fc.nat(9)])(
  'bounds move by less than the slack up to the next instant that is named',
  (at, [measure, unit], rise, fall) => {
    const plan = planOver(measure, at, unit);
    const all = [...read(plan, unit)];
    const moved = all.filter(({ covered, bounds }) => {
      const next = plan.nextBeyond?.(covered, { rise: rise + 1, fall: fall + 1 }) ?? covered;
      const until = all.filter((later) => later.covered > covered && later.covered < next);
      return next <= covered || until.some((later) => isBeyond(bounds, later.bounds, { rise, fall }));
    });
    expect(moved).toEqual([]);
  },
);

function isBeyond(a: Bounds | null, b: Bounds | null, { rise, fall }: Slack): boolean {
  return a !== null && b !== null && (b.low > a.low + rise || b.high < a.high - fall);
}
