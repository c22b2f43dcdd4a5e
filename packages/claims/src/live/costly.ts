import { costOf, mostCost } from '../engine/cost.ts';
import type { LiveClaim } from './live-claim.ts';
import { patternKey, patternsWithin } from './pattern-node.ts';

/** Whether the evaluation would refuse to look at the claim: then nothing is said by other means either. */
export function isTooCostly({ question, patterns, reach, cheapUpTo: cheap }: LiveClaim): boolean {
  let events = 0;
  for (const node of patterns) events += node.size;
  if (events <= cheap) return false;
  const cost = costOf(question.claim, (pattern) => {
    const key = patternKey(pattern);
    const node = patterns.find((each) => each.key === key);
    return node?.eventsWithin(reach.from, reach.to).length ?? 0;
  });
  return cost > mostCost;
}

/** With n events in all, no term costs more than n² steps, nor all patterns together more than n for each term, if no pattern is named twice. */
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
