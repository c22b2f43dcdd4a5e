import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import type { Verdict } from '@casus/domain/verdict';
import { isDecided, verdictText } from '@casus/domain/verdict';
import { absencesOf } from './certificate/absences.ts';
import type { Findings } from './certificate/certify.ts';
import { certifyQuestion } from './certificate/certify.ts';
import type { Certificate, CitedEvent } from './certificate/schema.ts';
import { wholeCell } from './engine/doubts.ts';
import type { Glance, Judgement } from './engine/judge.ts';
import { judge } from './engine/judge.ts';
import { explore } from './engine/explore.ts';
import { eventsOfTypes, sharedFor } from './engine/frame.ts';
import type { ClaimQuestion, Outcome, Situation } from './engine/outcome.ts';
import { outcomeIn } from './engine/outcome.ts';
import { intern } from './language/intern.ts';
import { patternsOf } from './language/walk.ts';
import { waitingFor } from './engine/waiting.ts';

/** Raised with every change of what the engine says or cites; a verdict names it. */
export const engineVersion = 1;

export interface Evaluation {
  readonly verdict: Verdict;
  readonly certificate: Certificate;
}

/**
 * What is to be said of a question at a cut of the world, and what it rests on. Pure: the same set of live
 * reports and coverage gives the same answer, however it came about.
 */
export function evaluate(question: ClaimQuestion, evidence: Evidence): Evaluation {
  const situation = situationOf(question, evidence);
  const judgement = judge(situation);
  const { value, asKnown } = judgement.verdict;
  const idle = isDecided(value) || judgement.exploration === null;
  const waiting = idle ? [] : waitingFor(situation, asKnown !== 'indeterminate');
  return {
    verdict: { ...judgement.verdict, waitingFor: waiting },
    certificate: certificateOf(situation, judgement),
  };
}

/** The value alone, several times as fast: without its certificate and what it waits for. */
export function glance(question: ClaimQuestion, evidence: Evidence): Glance {
  return judge(situationOf(question, evidence)).verdict;
}

function situationOf(question: ClaimQuestion, evidence: Evidence): Situation {
  const known = interned(question);
  return { question: known, evidence, shared: sharedFor(known.claim) };
}

const prepared = new WeakMap<ClaimQuestion, ClaimQuestion>();

/** The question with equal terms of its claim made one object. */
export function interned(question: ClaimQuestion): ClaimQuestion {
  const known = prepared.get(question) ?? preparedFrom(question);
  prepared.set(question, known);
  return known;
}

function preparedFrom(question: ClaimQuestion): ClaimQuestion {
  return { ...question, claim: intern(question.claim) } as ClaimQuestion;
}

function certificateOf(situation: Situation, judgement: Judgement): Certificate {
  const { question, evidence } = situation;
  const { exploration, verdict } = judgement;
  const findings = exploration === null ? nothingFound() : findingsOf(situation, exploration.leaves[0]);
  return {
    engine: engineVersion,
    cut: evidence.cut,
    logTime: evidence.logTime,
    events: [...findings.events.values()].map(citedEventOf),
    thresholds: findings.thresholds,
    spells: findings.spells,
    absences: restsOnAbsence(situation, verdict) ? [...absencesOf(question, evidence)] : [],
    doubts: (exploration?.doubts ?? []).map(({ kind, event, attribute }) => ({
      kind,
      event: event.id,
      attribute: attribute ?? null,
    })),
    cells: exploration?.cells ?? 0,
    enumerated: exploration?.enumerated ?? false,
    tooMany: exploration === null,
    unclassified: evidence.unclassified,
    unreadable: evidence.unreadable,
    nullActors: nullActorsIn(question, evidence),
  };
}

function nothingFound(): Findings {
  return { thresholds: [], spells: [], events: new Map() };
}

/** What the claim comes to in the first cell that is decided, or over everything that is known. */
function findingsOf(situation: Situation, leaf: Outcome | undefined): Findings {
  const { question } = situation;
  const found = nothingFound();
  const { frame } = outcomeIn(situation, leaf?.frame.cell ?? wholeCell, false);
  certifyQuestion(frame, question, found);
  return found;
}

/** A decided value that would stand without any coverage rests on its witnesses alone. */
function restsOnAbsence({ question, evidence, shared }: Situation, verdict: Glance): boolean {
  if (!isDecided(verdict.value)) return false;
  const unread = { ...question, coverage: [] };
  const { value } = explore(
    { question: unread, evidence, shared: { ...shared, uncovered: new Map() } },
    true,
  );
  return value === null || verdictText(value) !== verdictText(verdict.value);
}

function citedEventOf(event: WorldEvent): CitedEvent {
  return {
    id: event.id,
    type: event.type,
    participants: [...event.participants],
    actor: event.actor,
    target: event.target,
    interval: { ...event.interval },
    status: event.status,
    reports: event.reports
      .map(({ recordId, offset }) => ({ recordId, offset }))
      .toSorted((a, b) => a.offset - b.offset),
  };
}

function nullActorsIn(question: ClaimQuestion, evidence: Evidence): number {
  const found = patternsOf(question.claim).flatMap((pattern) =>
    eventsOfTypes(evidence, pattern).filter(
      (event) =>
        (pattern.actor !== undefined && event.actor === null) ||
        (pattern.target !== undefined && event.target === null),
    ),
  );
  return new Set(found.map(({ id }) => id)).size;
}

/** One text for the value, its date and what it cites: a verdict is said again when this changes. */
export function gist({ verdict, certificate }: Evaluation): string {
  const records = certificate.events.flatMap((event) => event.reports.map(({ recordId }) => recordId));
  const cited = isDecided(verdict.value) ? records.toSorted().join(' ') : '';
  const value = `${verdictText(verdict.value)} ${verdictText(verdict.asKnown)}`;
  return `${value} ${verdict.decidedAt ?? ''} ${cited}`;
}
