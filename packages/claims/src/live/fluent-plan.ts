import type { Interval } from '@casus/domain/evidence';
import { turnAfter } from '../engine/claims.ts';
import type { Truth } from '../engine/truth.ts';
import { valuesOf } from '../engine/truth.ts';
import type { Claim } from '../language/terms.ts';
import { meets } from '../time/interval-set.ts';
import type { HoldNode } from './hold-node.ts';
import type { Nodes } from './nodes.ts';
import { isKept } from './nodes.ts';
import type { Plan } from './plan.ts';

/** A claim about when a fluent holds, read off its node. */
export function fluentPlan(nodes: Nodes, claim: Claim & { op: 'at' | 'edge' }, reach: Interval): Plan | null {
  const { fluent } = claim;
  if (!isKept(fluent)) return null;
  if (claim.op === 'at') return atPlan(nodes.hold(fluent), claim.time, reach);
  const { window, edge } = claim;
  if (window.op !== 'between') return null;
  const node = nodes.hold(fluent);
  return {
    read(covered) {
      if (!node.isClear(reach)) return null;
      return { values: valuesOf(turns(node, { edge, window, reach, covered })), doubtful: false };
    },
    next: (covered) => (covered < reach.to ? covered + 1 : Infinity),
  };
}

function atPlan(node: HoldNode, time: number, reach: Interval): Plan {
  const isEndable = node.hold.endings.length > 0;
  const truthAt = (covered: number): Truth => {
    const unread = covered <= time && covered < reach.to;
    if (node.holdsAt(time)) return !isEndable || !unread || node.opensAt(time) ? 'yes' : 'maybe';
    return unread ? 'maybe' : 'no';
  };
  return {
    read: (covered) => (node.isClear(reach) ? { values: valuesOf(truthAt(covered)), doubtful: false } : null),
    next: (covered) => (covered <= time ? time + 1 : Infinity),
  };
}

interface Turn {
  readonly edge: 'start' | 'end';
  readonly window: { readonly from: number; readonly until: number };
  readonly reach: Interval;
  readonly covered: number;
}

function turns(node: HoldNode, { edge, window, reach, covered }: Turn): Truth {
  const state = node.stateWithin(reach, covered);
  const where = edge === 'start' ? state.rises : state.falls;
  if (!meets(where, window.from, window.until - 1)) return 'no';
  return turnAfter(state, edge, window.from) < window.until ? 'yes' : 'maybe';
}
