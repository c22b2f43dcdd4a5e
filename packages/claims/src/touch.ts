import { isWithin } from '@casus/domain/evidence';
import type { CoverageSource } from './engine/coverage.ts';
import type { ClaimQuestion } from './engine/outcome.ts';
import { reachOf } from './language/reach.ts';
import type { ActorTest, Pattern } from './language/terms.ts';
import { patternsOf, typesOf } from './language/walk.ts';

/** What can matter to a question: patterns of events within its reach, and the reading of its sources. */
export interface TouchMask {
  readonly patterns: readonly {
    readonly types: readonly string[];
    /** Each entry is a list of which the event must have one; none: any actors. */
    readonly actors: readonly (readonly string[])[];
  }[];
  readonly from: number;
  readonly to: number;
  readonly sources: readonly CoverageSource[];
}

/** What a `world` record may have changed. */
export type Change =
  /** `actors` with all that they stand for; the interval is the hull of before and after. */
  | {
      readonly kind: 'event';
      readonly type: string;
      readonly actors: readonly string[];
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'coverage'; readonly source: string; readonly type: string }
  /** Affiliations, types, or records that cannot be read. */
  | { readonly kind: 'everything' };

export function touchMask(question: ClaimQuestion): TouchMask {
  const patterns = patternsOf(question.claim).map((pattern) => ({
    types: typesOf(pattern),
    actors: actorsOf(pattern),
  }));
  return { patterns, ...reachOf(question.claim), sources: question.coverage };
}

/** Each entry is a list of which an event that matches must have one, by itself or through an affiliation. */
export function actorsOf(pattern: Pattern): readonly (readonly string[])[] {
  const tests = [pattern.actor, pattern.target].map(namedBy).filter((each) => each !== null);
  const participants = (pattern.participants ?? []).map((each) =>
    typeof each === 'string' ? [each] : each.in,
  );
  return [...tests, ...participants];
}

function namedBy(test: ActorTest | undefined): readonly string[] | null {
  if (typeof test === 'string') return [test];
  return test !== undefined && 'in' in test ? test.in : null;
}

/** False for a change that cannot alter the verdict. */
export function touches(mask: TouchMask, change: Change): boolean {
  if (change.kind === 'everything') return true;
  if (change.kind === 'coverage') return mask.sources.some((each) => each.source === change.source);
  if (change.to <= mask.from || change.from > mask.to) return false;
  return mask.patterns.some(
    ({ types, actors }) =>
      types.some((type) => isWithin(change.type, type)) &&
      actors.every((named) => named.some((actor) => change.actors.includes(actor))),
  );
}
