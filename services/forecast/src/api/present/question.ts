import { publishedAggregate } from '@casus/domain/questions';
import type { QuestionRow } from '@casus/domain/questions';
import type { Verdict } from '@casus/domain/verdict';
import { positionText } from '@casus/log';
import { mayAct } from '@casus/platform/accounts';
import type { Principal } from '@casus/platform/accounts';
import type { Crowd } from '../crowd/read-crowd.ts';
import type { QuestionLineView, QuestionView, StandingResolutionView } from '../shapes/question.ts';
import type { VerdictView } from '../shapes/verdict.ts';
import type { FoundQuestion } from '../store/questions.ts';
import { isoOf, isoOfSecond, isoOfSecondOrNull, isoOrNull } from '../times.ts';
import { claimText } from './claim.ts';
import { crowdView, movementView } from './forecast.ts';

/** Who looks, and when: today's reveal rule holds for what was known at any time. */
export interface Looking {
  readonly principal: Principal;
  /** Epoch milliseconds. */
  readonly today: number;
}

/** Whether somebody may see what others predict. */
export function isRevealed({ revealAt }: FoundQuestion, { principal, today }: Looking): boolean {
  return mayAct(principal, ['curator']) || Date.parse(revealAt) <= today;
}

export function questionLine(found: FoundQuestion, crowd: Crowd | null): QuestionLineView {
  return { ...standingOf(found, crowd), verdict: found.question.verdict?.verdict.value ?? null };
}

/** `reason` is the text of a human resolution, as long as it is kept. */
export function questionView(found: FoundQuestion, crowd: Crowd | null, reason: string | null): QuestionView {
  const { question, partition, revealAt } = found;
  const { definition, undecided, resolution, contest, verdict } = question;
  return {
    ...standingOf(found, crowd),
    ...termsOf(definition),
    revealAt,
    claimText: claimText(definition),
    openedAt: isoOf(question.openedAt),
    closedAt: isoOrNull(question.closedAt),
    verdict: verdict && verdictView(verdict, partition),
    undecided: undecided && { reason: undecided.reason, at: isoOf(undecided.at) },
    resolution: resolution && resolutionView(resolution, reason),
    contest: contest && {
      value: contest.verdict.value,
      decidedAt: isoOfSecondOrNull(contest.verdict.decidedAt),
      at: isoOf(contest.at),
    },
  };
}

export function resolutionView(
  { number, outcome, decidedAt, at, by, provisional }: NonNullable<QuestionRow['resolution']>,
  reason: string | null,
): StandingResolutionView {
  return {
    number,
    outcome,
    decidedAt: isoOfSecond(decidedAt),
    resolvedAt: isoOf(at),
    by,
    provisional,
    reason,
  };
}

export function verdictView(
  { verdict, world, engine, offset, at }: NonNullable<QuestionRow['verdict']>,
  partition: number,
): VerdictView {
  return {
    ...saidView(verdict),
    world,
    engine,
    position: positionText({ topic: 'questions', partition, offset }),
    saidAt: isoOf(at),
  };
}

/** What a verdict says, wherever it stands. */
export function saidView(
  verdict: Verdict,
): Pick<VerdictView, 'value' | 'asKnown' | 'decidedAt' | 'waitingFor' | 'doubts'> {
  return {
    value: verdict.value,
    asKnown: verdict.asKnown,
    decidedAt: isoOfSecondOrNull(verdict.decidedAt),
    waitingFor: verdict.waitingFor.map(({ source, until }) => ({ source, until: isoOfSecond(until) })),
    doubts: verdict.doubts,
  };
}

/** `crowd` is null for who may not see it. */
function standingOf(found: FoundQuestion, crowd: Crowd | null): Omit<QuestionLineView, 'verdict'> {
  const { question, status } = found;
  const { definition, questionId, revision, resolution } = question;
  return {
    id: questionId,
    title: definition.title,
    kind: definition.kind,
    status,
    tags: definition.tags,
    opensAt: definition.opensAt,
    closesAt: definition.closesAt,
    revision,
    outcome: resolution?.outcome ?? null,
    forecast: crowd?.now ? crowdView(definition, crowd.now) : null,
    movement: crowd && movementView(question, crowd),
  };
}

type Terms = Pick<
  QuestionView,
  | 'settleBy'
  | 'settleAfterSeconds'
  | 'afterSettle'
  | 'unconfirmed'
  | 'range'
  | 'days'
  | 'options'
  | 'ordered'
  | 'spotAt'
  | 'aggregate'
  | 'finePrint'
  | 'claim'
  | 'coverage'
  | 'conditions'
>;

function termsOf(definition: QuestionRow['definition']): Terms {
  const { settleBy, settleAfterSeconds, afterSettle, unconfirmed, claim, coverage } = definition;
  return {
    settleBy,
    settleAfterSeconds,
    afterSettle,
    unconfirmed,
    range: definition.range ?? null,
    days: definition.days ?? null,
    options: definition.options ?? null,
    ordered: definition.ordered ?? null,
    spotAt: definition.spotAt ?? null,
    aggregate: publishedAggregate(definition),
    finePrint: definition.finePrint ?? null,
    conditions: definition.conditions ?? [],
    claim,
    coverage: coverage.map(({ source, types }) => ({ source, ...(types && { types }) })),
  };
}
