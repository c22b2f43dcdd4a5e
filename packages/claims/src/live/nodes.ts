import type { Fluent, Hold, Pattern } from '../language/terms.ts';
import type { DuringNode, StartsNode } from './derived-events.ts';
import type { HoldNode } from './hold-node.ts';
import type { PatternNode } from './pattern-node.ts';

/** Where a claim finds the nodes that it shares with others; each is made when it is first asked for. */
export interface Nodes {
  pattern(pattern: Pattern): PatternNode;
  hold(hold: Hold): HoldNode;
  during(events: Pattern, fluent: Hold): DuringNode;
  starts(events: Pattern, quiet: number): StartsNode;
}

/** Fluents that a node keeps: those that some event opens. */
export function isKept(fluent: Fluent): fluent is Hold {
  return fluent.op === 'hold' && fluent.openings.length > 0;
}
