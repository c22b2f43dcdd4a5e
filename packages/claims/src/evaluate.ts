import type { AttributeValue, Evidence, WorldEvent } from '@casus/domain/evidence';
import type { Verdict } from '@casus/domain/verdict';
import { isDecided, verdictText } from '@casus/domain/verdict';
import { absencesOf } from './certificate/absences.ts';
import { basisOf, eventsInScope } from './certificate/basis.ts';
import type { Basis } from './certificate/basis.ts';
import { casesOf } from './certificate/cases.ts';
import type { Findings } from './certificate/certify.ts';
import { certifyQuestion } from './certificate/certify.ts';
import type { Certificate, CitedEvent } from './certificate/schema.ts';
import { wholeCell } from './engine/doubts.ts';
import type { Glance, Judgement } from './engine/judge.ts';
import { judge } from './engine/judge.ts';
import { eventsOfTypes, sharedFor } from './engine/frame.ts';
import type { Exploration } from './engine/explore.ts';
import type { ClaimQuestion, Outcome, Situation } from './engine/outcome.ts';
import { outcomeIn } from './engine/outcome.ts';
import { intern } from './language/intern.ts';
import { patternsOf } from './language/walk.ts';
import { waitingFor } from './engine/waiting.ts';

/** Raised with every change of what the engine says or cites; a verdict names it. */
export const engineVersion = 3;

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

/** What tells whether a verdict has to be said again: without what proves it, several times as fast. */
export interface Sketch {
  readonly verdict: Glance;
  readonly certificate: Pick<Certificate, 'events' | 'thresholds'>;
}

export function sketch(question: ClaimQuestion, evidence: Evidence): Sketch {
  const situation = situationOf(question, evidence);
  const { verdict, exploration } = judge(situation);
  const found = exploration === null ? nothingFound() : findingsOf(situation, exploration.leaves[0]);
  const events = eventsInScope(situation).map(citedEventOf);
  return { verdict, certificate: { events, thresholds: found.thresholds } };
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
  const isProven = isDecided(verdict.value) && exploration !== null;
  const basis = isProven ? basisOf(situation, exploration, verdict) : nothingDecided;
  const shown = exploration?.leaves.slice(0, 1) ?? [];
  const findings = exploration === null ? nothingFound() : findingsOf(situation, shown[0]);
  return {
    version: 2,
    engine: engineVersion,
    cut: evidence.cut,
    logTime: evidence.logTime,
    events: eventsInScope(situation).map(citedEventOf),
    basis: [...basis.events],
    minimal: basis.minimal,
    cases: casesOf(basis.leaves),
    shown: casesOf(shown)[0] ?? [],
    thresholds: findings.thresholds,
    spells: findings.spells,
    absences: [...absencesOf(question, evidence, basis.absent)],
    ...searchOf(exploration),
    unclassified: evidence.unclassified,
    unreadable: evidence.unreadable,
    nullActors: nullActorsIn(question, evidence),
  };
}

/** How the engine went through the completions. */
function searchOf(
  exploration: Exploration | null,
): Pick<Certificate, 'doubts' | 'cells' | 'enumerated' | 'tooMany'> {
  if (exploration === null) return { doubts: [], cells: 0, enumerated: false, tooMany: true };
  const { doubts, cells, enumerated } = exploration;
  return {
    doubts: doubts.map(({ kind, event, attribute }) => ({
      kind,
      event: event.id,
      attribute: attribute ?? null,
    })),
    cells,
    enumerated,
    tooMany: false,
  };
}

const nothingDecided: Basis = { events: [], absent: [], leaves: [], minimal: true };

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

function citedEventOf(event: WorldEvent): CitedEvent {
  return {
    id: event.id,
    type: event.type,
    participants: [...event.participants],
    actor: event.actor,
    target: event.target,
    interval: { ...event.interval },
    status: event.status,
    attributes: Object.fromEntries(
      Object.entries(event.attributes).map(([name, values]) => [name, values.map(plainValue)]),
    ),
    roots: [...event.roots],
    firstLogTime: event.firstLogTime,
    reports: event.reports
      .map(({ recordId, offset }) => ({ recordId, offset }))
      .toSorted((a, b) => a.offset - b.offset),
  };
}

function plainValue(value: AttributeValue): CitedEvent['attributes'][string][number] {
  if (typeof value !== 'object') return value;
  return 'ends' in value ? { ends: [...value.ends] } : [...value];
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
  const basis = certificate.events.filter(({ id }) => certificate.basis.includes(id));
  const records = basis.flatMap((event) => event.reports.map(({ recordId }) => recordId));
  const cited = isDecided(verdict.value) ? records.toSorted().join(' ') : '';
  const value = `${verdictText(verdict.value)} ${verdictText(verdict.asKnown)}`;
  return `${value} ${verdict.decidedAt ?? ''} ${cited}`;
}
