import type { Evidence } from '@casus/domain/evidence';
import { countLeading } from '@casus/domain/halving';
import type { WaitingFor } from '@casus/domain/verdict';
import { reachOf } from '../language/reach.ts';
import { patternsOf, typesOf } from '../language/walk.ts';
import { complementOf, intersectionOf, unionOf } from '../time/interval-set.ts';
import type { CoverageSource } from './coverage.ts';
import { readFor } from './coverage.ts';
import { criticalInstants } from './critical.ts';
import { explore } from './explore.ts';
import type { Situation } from './outcome.ts';
import { outcomeIn } from './outcome.ts';
import { wholeCell } from './doubts.ts';

/**
 * Sources that have not been read far enough, and how far each has to be for the claim to be decided if
 * nothing further is found: the horizon where no less will do.
 */
export function waitingFor(situation: Situation, decidable: boolean): readonly WaitingFor[] {
  const { question, evidence } = situation;
  const { from, to } = reachOf(question.claim);
  const until = decidable ? earliestEnough(situation, from, to) : to;
  return question.coverage
    .filter((source) => isShort(source, situation, evidence, { from, to: until }))
    .map(({ source }) => ({ source, until }));
}

/** The first critical instant up to which reading everything decides; found by halving, for more never undecides. */
function earliestEnough(situation: Situation, from: number, horizon: number): number {
  const { frame } = outcomeIn(situation, wholeCell, false);
  const instants = criticalInstants(frame, situation.question.claim).filter(
    (instant) => from < instant && instant < horizon,
  );
  const short = countLeading(
    instants.length,
    (index) => !decidesWhenRead(situation, instants[index] ?? horizon),
  );
  return instants[short] ?? horizon;
}

function decidesWhenRead(situation: Situation, until: number): boolean {
  const evidence = readUpTo(situation, until);
  const shared = { ...situation.shared, uncovered: new Map() };
  return explore({ ...situation, evidence, shared }, true).value !== null;
}

/** The evidence as it would be if every source had been read up to an instant and nothing had been found. */
function readUpTo({ evidence }: Situation, until: number): Evidence {
  return {
    ...evidence,
    unreadable: 0,
    eventsOf: (type) => evidence.eventsOf(type),
    affiliationsOf: (actor) => evidence.affiliationsOf(actor),
    isSymmetric: (type) => evidence.isSymmetric(type),
    coverageOf: (source) => [
      ...evidence.coverageOf(source),
      { source, type: '*', from: -Infinity, to: until, recordId: '', offset: -1 },
    ],
  };
}

function isShort(
  source: CoverageSource,
  { question }: Situation,
  evidence: Evidence,
  needed: { readonly from: number; readonly to: number },
): boolean {
  const types = patternsOf(question.claim).flatMap(typesOf);
  const stretches = evidence.coverageOf(source.source);
  const missing = unionOf(types.flatMap((type) => complementOf(readFor(type, source, stretches))));
  return intersectionOf(missing, [needed]).length > 0;
}
