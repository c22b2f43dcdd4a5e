import type { Interval } from '@casus/domain/evidence';
import type { Truth, Values } from '../engine/truth.ts';
import { greatestOf, isTrue, isVoid, leastOf, oppositeOf, valuesOf } from '../engine/truth.ts';
import { compared } from '../engine/measures.ts';
import type { Claim, Comparison } from '../language/terms.ts';
import { fluentPlan } from './fluent-plan.ts';
import type { Bounds, MeasurePlan, Slack } from './measure-plan.ts';
import { measurePlan } from './measure-plan.ts';
import type { Nodes } from './nodes.ts';

/** What a claim comes to where everything before an instant has been read, and nothing from there on. */
export interface Reading {
  readonly values: Values;
  /** Completions differ for more reasons than what is unread: only going through them tells. */
  readonly doubtful: boolean;
}

/** How a claim is read off shared nodes, in place of being evaluated. */
export interface Plan {
  /** Null where doubts stand in the way. */
  read(covered: number): Reading | null;
  /** The next instant, after `covered`, that reading has to pass before the values can change. */
  next(covered: number): number;
}

/** Null for a claim with a term that no node keeps. */
export function planOf(nodes: Nodes, claim: Claim, reach: Interval): Plan | null {
  switch (claim.op) {
    case 'compare':
      return comparisonPlan(nodes, claim, reach);
    case 'at':
    case 'edge':
      return fluentPlan(nodes, claim, reach);
    case 'not': {
      const inner = planOf(nodes, claim.claim, reach);
      return inner && junction([inner], ([values]) => oppositeOf(values ?? 0));
    }
    case 'and':
      return partsPlan(nodes, claim.of, reach, (all) => all.reduce(leastOf));
    case 'or':
      return partsPlan(nodes, claim.of, reach, (all) => all.reduce(greatestOf));
    case 'given':
      return partsPlan(nodes, [claim.claim, claim.condition], reach, givenValues);
    case 'for':
      return null;
  }
}

function givenValues([claim = 0, condition = 0]: readonly Values[]): Values {
  const met = (condition & isTrue) === 0 ? 0 : claim;
  return met | (condition === isTrue ? 0 : isVoid);
}

type Combine = (all: readonly Values[]) => Values;

function partsPlan(nodes: Nodes, parts: readonly Claim[], reach: Interval, combine: Combine): Plan | null {
  const plans: Plan[] = [];
  for (const part of parts) {
    const plan = planOf(nodes, part, reach);
    if (plan === null) return null;
    plans.push(plan);
  }
  return junction(plans, combine);
}

function junction(plans: readonly Plan[], combine: Combine): Plan {
  return {
    read(covered) {
      const all: Values[] = [];
      let doubtful = false;
      for (const plan of plans) {
        const reading = plan.read(covered);
        if (reading === null) return null;
        all.push(reading.values);
        doubtful ||= reading.doubtful;
      }
      return { values: combine(all), doubtful };
    },
    next: (covered) => Math.min(...plans.map((plan) => plan.next(covered))),
  };
}

function comparisonPlan(nodes: Nodes, claim: Claim & { op: 'compare' }, reach: Interval): Plan | null {
  const { value, is } = claim;
  const left = measurePlan(nodes, claim.measure, reach);
  if (left === null) return null;
  if (typeof value === 'number') return againstNumber(left, is, value);
  const right = measurePlan(nodes, value.measure, reach);
  if (right === null) return null;
  return {
    read(covered) {
      const [a, b] = [left.read(covered), right.read(covered)];
      if (a === null || b === null) return null;
      const bound = { low: b.low * value.times + value.plus, high: b.high * value.times + value.plus };
      return readingOf(compared(a, is, bound), a.doubtful || b.doubtful);
    },
    next: (covered) => Math.min(left.next(covered), right.next(covered)),
  };
}

function againstNumber(left: MeasurePlan, is: Comparison, value: number): Plan {
  const bound = { low: value, high: value };
  return {
    read(covered) {
      const range = left.read(covered);
      return range && readingOf(compared(range, is, bound), range.doubtful);
    },
    next(covered) {
      const range = left.nextBeyond && left.read(covered);
      return (range && left.nextBeyond?.(covered, slackOf(range, is, value))) ?? left.next(covered);
    },
  };
}

/** What is decided stays so while more is read: the bounds come ever closer to each other. */
function slackOf(range: Bounds, is: Comparison, value: number): Slack {
  const isOpen = compared(range, is, { low: value, high: value }) === 'maybe';
  return isOpen ? { rise: value - range.low, fall: range.high - value } : { rise: Infinity, fall: Infinity };
}

function readingOf(truth: Truth, doubtful: boolean): Reading {
  return { values: valuesOf(truth), doubtful: doubtful && truth === 'maybe' };
}
