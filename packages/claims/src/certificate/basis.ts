import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import { verdictText } from '@casus/domain/verdict';
import { relevantEvents } from '../engine/critical.ts';
import { wholeCell } from '../engine/doubts.ts';
import { engineTerms } from '../engine/engine-terms.ts';
import { explore } from '../engine/explore.ts';
import type { Exploration } from '../engine/explore.ts';
import { nothingNoted, sharedFor, TooManyPairs, uncoveredOf } from '../engine/frame.ts';
import { decidedBy } from '../engine/judge.ts';
import type { Glance } from '../engine/judge.ts';
import { candidatesOf, inOrderOfTime } from '../engine/match.ts';
import type { Frame } from '../engine/model.ts';
import type { Outcome, Situation } from '../engine/outcome.ts';
import type { Pattern } from '../language/terms.ts';
import { patternsOf, typesOf } from '../language/walk.ts';
import { unionOf } from '../time/interval-set.ts';

/** What a decided value rests on. */
export interface Basis {
  /** Ids of events that suffice for the value and its date; without any of them it would not be decided so. */
  readonly events: readonly string[];
  /** Types whose absence the value rests on, as {@link typesKey} has them. */
  readonly absent: readonly string[];
  /** The cells by which it is proven. */
  readonly leaves: readonly Outcome[];
  /** False where it was too much work to leave out what is not needed. */
  readonly minimal: boolean;
}

/** Steps that may be spent on leaving out what is not needed, as `costOf` counts them. */
const mostProofSteps = 500_000;
/** What a proof costs beside the looks at its cells, for each of them and for each event. */
const cellSteps = 20;

export function typesKey(pattern: Pattern): string {
  return typesOf(pattern).join(' ');
}

/** Events that can match a pattern of the claim, in order of time: all that a certificate lists. */
export function eventsInScope(situation: Situation): readonly WorldEvent[] {
  const frame = frameOf(situation);
  const inOrder = relevantEvents(frame, situation.question.claim);
  return inOrder.toSorted(inOrderOfTime);
}

/** All completions, for looking at events; nothing is evaluated in it. */
export function frameOf({ question, evidence, shared }: Situation): Frame {
  return {
    evidence,
    sources: question.coverage,
    cell: wholeCell,
    unknowns: true,
    variables: new Map(),
    anchors: new Map(),
    noted: nothingNoted(),
    memo: new Map(),
    terms: engineTerms,
    shared,
  };
}

/** Leaves out what the value and its date do not need; what is left out may be anything in its seconds. */
export function basisOf(situation: Situation, exploration: Exploration, verdict: Glance): Basis {
  const frame = frameOf(situation);
  const events = eventsInScope(situation);
  const keys = [...new Set(patternsOf(situation.question.claim).map(typesKey))];
  const whole = {
    events: events.map(({ id }) => id),
    absent: keys,
    leaves: exploration.leaves,
    minimal: false,
  };
  let left = mostProofSteps;
  const suffices = (facts: Facts): boolean | null => {
    if (left < 0) return null;
    const found = proof(situation, frame, facts, verdict);
    left -= events.length + found.steps;
    return found.leaves !== null;
  };
  const absent =
    suffices({ events, absent: [] }) === true
      ? []
      : fewest(keys, (kept) => suffices({ events, absent: kept }));
  const needed = fewest(events, (kept) => suffices({ events: kept, absent }));
  const { leaves } = proof(situation, frame, { events: needed, absent }, verdict);
  return leaves === null ? whole : { events: needed.map(({ id }) => id), absent, leaves, minimal: left >= 0 };
}

interface Facts {
  readonly events: readonly WorldEvent[];
  readonly absent: readonly string[];
}

interface Proof {
  /** The cells that decide it; null where they do not, or not for the same date. */
  readonly leaves: readonly Outcome[] | null;
  readonly steps: number;
}

/** Whether these facts alone decide it. With less known, more may join: what is too much to look at proves nothing. */
function proof(situation: Situation, whole: Frame, facts: Facts, verdict: Glance): Proof {
  const reduced = reducedTo(situation, whole, facts);
  try {
    return proofIn(reduced, verdict);
  } catch (error) {
    if (!(error instanceof TooManyPairs)) throw error;
    return { leaves: null, steps: facts.events.length };
  }
}

function proofIn(reduced: Situation, verdict: Glance): Proof {
  const exploration = explore(reduced, true);
  const { value, leaves, cells, cost } = exploration;
  const isSame = value !== null && verdictText(value) === verdictText(verdict.value);
  const isProven = isSame && decidedBy(reduced, exploration) === verdict.decidedAt;
  return { leaves: isProven ? leaves : null, steps: cells * (cellSteps + cost) };
}

/** The world in which nothing is known but these facts. */
function reducedTo(situation: Situation, whole: Frame, { events, absent }: Facts): Situation {
  const { question, evidence } = situation;
  const kept = new Set(events.map(({ id }) => id));
  const shared = sharedFor(question.claim);
  for (const pattern of patternsOf(question.claim)) {
    const dropped = candidatesOf(whole, pattern).filter(({ id }) => !kept.has(id));
    const isRead = absent.includes(typesKey(pattern));
    const unread = isRead ? uncoveredOf(whole, pattern) : [shared.reach];
    shared.uncovered.set(pattern, unionOf([...unread, ...dropped.map(({ interval }) => interval)]));
  }
  return { question, evidence: withOnly(evidence, events), shared };
}

function withOnly(evidence: Evidence, events: readonly WorldEvent[]): Evidence {
  return {
    ...evidence,
    eventsOf: (type) => events.filter((each) => isWithin(each.type, type)),
    coverageOf: (source) => evidence.coverageOf(source),
    affiliationsOf: (actor) => evidence.affiliationsOf(actor),
    isSymmetric: (type) => evidence.isSymmetric(type),
  };
}

/**
 * As few of these as suffice, none of which can be left out: tries to do without halves, then smaller parts. What is
 * left when it is no longer told (null) whether something suffices may be more than is needed.
 */
function fewest<T>(all: readonly T[], suffices: (kept: readonly T[]) => boolean | null): readonly T[] {
  let kept = all;
  for (let size = all.length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = kept.length - size; from > -size; from -= size) {
      const without = [...kept.slice(0, Math.max(0, from)), ...kept.slice(from + size)];
      const answer = without.length < kept.length && suffices(without);
      if (answer === null) return kept;
      if (answer) kept = without;
    }
  }
  return kept;
}
