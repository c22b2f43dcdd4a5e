import type { Evidence } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { CoverageSource } from '../engine/coverage.ts';
import { uncoveredFor } from '../engine/coverage.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { reachOf } from '../language/reach.ts';
import { patternsOf, typesOf } from '../language/walk.ts';
import { complementOf, intersectionOf } from '../time/interval-set.ts';
import { typesKey } from './basis.ts';
import type { Absence } from './schema.ts';

/** For the types needed, the stretches of the claim's reach in which nothing unread can be, and who has read them. */
export function absencesOf(
  question: ClaimQuestion,
  evidence: Evidence,
  needed: readonly string[],
): readonly Absence[] {
  const reach = reachOf(question.claim);
  const patterns = new Map(patternsOf(question.claim).map((each) => [typesKey(each), typesOf(each)]));
  return needed.flatMap((key) => {
    const types = patterns.get(key) ?? [];
    const covered = complementOf(uncoveredFor(types, question.coverage, evidence));
    return intersectionOf(covered, [reach]).map(({ from, to }) => ({
      types: [...types],
      from,
      to,
      coverage: question.coverage.flatMap((source) => readingOf(source, evidence, { types, from, to })),
    }));
  });
}

function readingOf(
  { source }: CoverageSource,
  evidence: Evidence,
  stretch: { readonly types: readonly string[]; readonly from: number; readonly to: number },
): Absence['coverage'] {
  return evidence
    .coverageOf(source)
    .filter((each) => each.from < stretch.to && each.to > stretch.from)
    .filter((each) => stretch.types.some((type) => isWithin(type, each.type) || isWithin(each.type, type)))
    .map(({ recordId, offset, from, to }) => ({
      source,
      recordId,
      offset,
      from: Math.max(from, stretch.from),
      to: Math.min(to, stretch.to),
    }))
    .toSorted((a, b) => a.from - b.from || a.offset - b.offset);
}
