import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { Asked, Pattern, Scalar, Term } from '../language/terms.ts';
import { reachOf } from '../language/reach.ts';
import { isClosed, nodesOf, typesOf } from '../language/walk.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import { intersectionOf, nowhere } from '../time/interval-set.ts';
import { uncoveredFor } from './coverage.ts';
import { doubtKey } from './doubts.ts';
import type { Doubts, Frame, Notes, Shared } from './model.ts';

/** Thrown where more events or pairs bear on a claim than the engine looks at. */
export class TooManyPairs extends Error {}
const mostPairs = 10_000;

/** @throws {TooManyPairs} */
export function countPairs(pairs: number): void {
  if (pairs > mostPairs) throw new TooManyPairs();
}

export function note({ noted }: Frame, doubts: Doubts): void {
  const pending: Doubts[number][] = [doubts];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('kind' in next) noted.doubts.set(doubtKey(next), next);
    else if (!noted.lists.has(next)) {
      noted.lists.add(next);
      for (let index = next.length - 1; index >= 0; index -= 1) pending.push(next[index] ?? []);
    }
  }
}

export function nothingNoted(): Notes {
  return { doubts: new Map(), lists: new Set() };
}

/** Evaluates a term once per cell, unless bindings from outside can change it. */
export function remembered<T>(frame: Frame, term: Term, compute: () => T): T {
  if (!isClosed(term)) return compute();
  if (!frame.memo.has(term)) frame.memo.set(term, compute());
  return frame.memo.get(term) as T;
}

export function uncoveredOf(frame: Frame, pattern: Pattern): IntervalSet {
  if (!frame.unknowns) return nowhere;
  const known = frame.shared.uncovered.get(pattern);
  if (known !== undefined) return known;
  const everywhere = uncoveredFor(typesOf(pattern), frame.sources, frame.evidence);
  const uncovered = intersectionOf(everywhere, [frame.shared.reach]);
  frame.shared.uncovered.set(pattern, uncovered);
  return uncovered;
}

/** Events of the pattern's types, each once. */
export function eventsOfTypes(evidence: Evidence, pattern: Pattern): readonly WorldEvent[] {
  const types = typesOf(pattern);
  const separate = types.filter((type) => !types.some((other) => other !== type && isWithin(type, other)));
  return [...new Set(separate)].flatMap((type) => evidence.eventsOf(type));
}

export function sharedFor(claim: Asked): Shared {
  const constants = new Map<string, Scalar[]>();
  for (const { node } of nodesOf(claim)) {
    for (const test of node.op === 'match' ? (node.where ?? []) : []) {
      const values = 'in' in test ? test.in : ['is' in test ? test.is : test.not];
      const scalars = values.filter((value) => typeof value !== 'object');
      constants.set(test.attribute, [...(constants.get(test.attribute) ?? []), ...scalars]);
    }
  }
  return {
    reach: reachOf(claim),
    candidates: new Map(),
    matches: new Map(),
    critical: new Map(),
    uncovered: new Map(),
    constants,
  };
}
