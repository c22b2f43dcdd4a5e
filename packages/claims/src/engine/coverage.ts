import type { CoverageStretch, Evidence } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { IntervalSet } from '../time/interval-set.ts';
import { complementOf, everywhere, intersectionOf, nowhere, unionOf } from '../time/interval-set.ts';

/** A source that a question's absence rests on, for all types or for some with their subtypes. */
export interface CoverageSource {
  readonly source: string;
  readonly types?: readonly string[];
}

/** Instants that are covered for a type: read by every source of the question for it, and by at least one. */
export function coveredFor(
  type: string,
  sources: readonly CoverageSource[],
  evidence: Pick<Evidence, 'coverageOf' | 'unreadable'>,
): IntervalSet {
  if (evidence.unreadable > 0 || !sources.some((each) => readsAllOf(each, type))) return nowhere;
  return sources
    .map((each) => readFor(type, each, evidence.coverageOf(each.source)))
    .reduce(intersectionOf, everywhere);
}

/** Instants that a source has read for a type, as far as it is there to read it; everywhere where it is not. */
export function readFor(
  type: string,
  source: CoverageSource,
  stretches: readonly CoverageStretch[],
): IntervalSet {
  return scopesOf(source, type)
    .map((scope) => unionOf(stretches.filter((each) => isWithin(scope, each.type))))
    .reduce(intersectionOf, everywhere);
}

function readsAllOf(source: CoverageSource, type: string): boolean {
  return (source.types ?? ['*']).some((each) => isWithin(type, each));
}

/** The parts of a type that a source answers for: all of it, or those subtypes that it names. */
function scopesOf(source: CoverageSource, type: string): readonly string[] {
  if (readsAllOf(source, type)) return [type];
  return (source.types ?? []).filter((each) => isWithin(each, type));
}

/** Instants at which something of these types may have happened that nobody has read yet. */
export function uncoveredFor(
  types: readonly string[],
  sources: readonly CoverageSource[],
  evidence: Pick<Evidence, 'coverageOf' | 'unreadable'>,
): IntervalSet {
  return unionOf(types.flatMap((type) => complementOf(coveredFor(type, sources, evidence))));
}
