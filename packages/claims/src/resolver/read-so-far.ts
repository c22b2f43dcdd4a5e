import type { Evidence } from '@casus/domain/evidence';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { coveredFor } from '../engine/coverage.ts';
import { reachOf } from '../language/reach.ts';
import { patternsOf, typesOf } from '../language/walk.ts';
import { intersectionOf } from '../time/interval-set.ts';

/**
 * One text for what of a claim's reach is covered, type by type. A verdict depends on reading through this alone: a
 * source that was read further while another is behind changes nothing.
 */
export function readSoFar(question: ClaimQuestion, evidence: Evidence): string {
  const reach = [reachOf(question.claim)];
  const types = new Set(patternsOf(question.claim).flatMap(typesOf));
  return [...types]
    .map((type) => intersectionOf(coveredFor(type, question.coverage, evidence), reach))
    .map((covered) => covered.map(({ from, to }) => `${from} ${to}`).join(' '))
    .join('; ');
}
