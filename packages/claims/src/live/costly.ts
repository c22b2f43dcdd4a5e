import { costOf, mostCost } from '../engine/cost.ts';
import type { LiveClaim } from './live-claim.ts';
import { patternKey, patternsWithin } from './pattern-node.ts';
import type { PatternNode } from './pattern-node.ts';

/** How many entries a claim's patterns may take in before what a look at it costs is reckoned anew. */
const room = 64;

/** Whether the evaluation would refuse to look at the claim: then nothing is said by other means either. */
export function isTooCostly(claim: LiveClaim): boolean {
  let taken = 0;
  for (const node of claim.patterns) taken += node.taken;
  if (taken <= claim.cheapUpTo) return false;
  if (costWith(claim, ({ size }) => size + room) <= mostCost) {
    claim.cheapUpTo = taken + room;
    return false;
  }
  const { from, to } = claim.reach;
  return costWith(claim, (node) => node.eventsWithin(from, to).length) > mostCost;
}

function costWith({ question, patterns }: LiveClaim, sizeOf: (node: PatternNode) => number): number {
  return costOf(question.claim, (pattern) => {
    const key = patternKey(pattern);
    const node = patterns.find((each) => each.key === key);
    return node === undefined ? 0 : sizeOf(node);
  });
}

/** With n events in all, and more than a few, no term costs more than n² steps, if no pattern is named twice. */
export function cheapUpTo(claim: unknown): number {
  const named = Map.groupBy(patternsWithin(claim), patternKey);
  const mostNamed = Math.max(1, ...[...named.values()].map(({ length }) => length));
  return Math.floor(Math.sqrt(mostCost / Math.max(1, termsIn(claim))) / mostNamed);
}

function termsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let terms = 'op' in value ? 1 : 0;
  for (const part of Object.values(value)) terms += termsIn(part);
  return terms;
}
