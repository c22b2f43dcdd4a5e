import type { Evidence } from '@casus/domain/evidence';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { glance } from '../evaluate.ts';
import { reachOf } from '../language/reach.ts';
import type { EventTerm, Window } from '../language/terms.ts';
import { isClosed, nodesOf } from '../language/walk.ts';

/** What `starts` makes of the events in a claim's window: what comes within its quiet time is absorbed. */
export interface Absorbed {
  /** Place in the claim. */
  readonly path: string;
  readonly events: number;
  readonly starts: number;
}

/** For each `starts` that no name of the claim bears on; where doubts leave a count open, it is left out. */
export function absorbedIn(question: ClaimQuestion, evidence: Evidence): readonly Absorbed[] {
  const { from, to: until } = reachOf(question.claim);
  const window: Window = { op: 'between', from, until, zone: 'UTC', offsets: [[from, 0]] };
  return nodesOf(question.claim).flatMap(({ node, path }) => {
    if (node.op !== 'starts' || !isClosed(node)) return [];
    const counted = (event: EventTerm): number | null => {
      const claim = { op: 'count', event, window, by: 'event' } as const;
      const { asKnown } = glance({ kind: 'numeric', claim, coverage: question.coverage }, evidence);
      return typeof asKnown === 'object' && 'number' in asKnown ? asKnown.number : null;
    };
    const [events, starts] = [counted(node.event), counted(node)];
    return events === null || starts === null ? [] : [{ path, events, starts }];
  });
}
