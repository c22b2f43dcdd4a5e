import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { Glance } from '../engine/judge.ts';
import { judge } from '../engine/judge.ts';
import { sharedFor } from '../engine/frame.ts';
import { interned } from '../evaluate.ts';
import { isClosed, patternsOf } from '../language/walk.ts';
import type { LiveClaim } from './live-claim.ts';
import { patternKey } from './pattern-node.ts';
import type { Surroundings } from './surroundings.ts';

/** The verdict on a claim by its evaluation over the events that its nodes have found: never over all of the world. */
export function glanceAtOwn(claim: LiveClaim, surroundings: Surroundings): Glance {
  const { reach, patterns, coverage } = claim;
  const question = interned(claim.question);
  const shared = sharedFor(question.claim);
  for (const pattern of patternsOf(question.claim)) {
    const key = patternKey(pattern);
    const index = patterns.findIndex((node) => node.key === key);
    const node = patterns[index];
    if (node === undefined) throw new Error(`no node for ${key}`);
    shared.candidates.set(pattern, node.eventsWithin(reach.from, reach.to));
    shared.uncovered.set(pattern, coverage.unreadWithin(index, reach));
    if (isClosed(pattern)) shared.matches.set(pattern, node.matches);
  }
  const evidence: Evidence = {
    ...surroundings,
    eventsOf: (type) => ownEvents(claim).filter((event) => isWithin(event.type, type)),
  };
  return judge({ question, evidence, shared }).verdict;
}

function ownEvents({ patterns, reach }: LiveClaim): readonly WorldEvent[] {
  return [...new Set(patterns.flatMap((node) => node.eventsWithin(reach.from, reach.to)))];
}
