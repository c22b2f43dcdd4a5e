import type { Evidence } from '@casus/domain/evidence';
import type { VerdictValue } from '@casus/domain/verdict';
import { isDecided, verdictText } from '@casus/domain/verdict';
import type { Glance } from '../engine/judge.ts';
import { glance } from '../evaluate.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { reachOf } from '../language/reach.ts';
import { readFor } from '../engine/coverage.ts';
import { patternsOf, typesOf } from '../language/walk.ts';
import { complementOf, intersectionOf } from '../time/interval-set.ts';

/** When a question's value settles. Times are epoch milliseconds of world log time. */
export interface SettlingRule {
  readonly question: ClaimQuestion;
  /** How long the engine must have said the value without a break. */
  readonly settleAfterMs: number;
  readonly settleByMs: number;
  /** `no`: at settleBy, possible events count as not happened. `human`: they keep it undecided. */
  readonly unconfirmed: 'no' | 'human';
}

export interface Settled {
  readonly value: VerdictValue;
  /** UTC seconds; null when it settles as indeterminate. */
  readonly decidedAt: number | null;
  /** Offset of the first `world` record at or after the due time: it settles on the prefix before it. */
  readonly offset: number;
  readonly reason: 'stood' | 'settle-by' | 'source-behind' | 'undecided';
}

/** What is remembered from record to record; plain JSON. */
export interface Following {
  readonly standing: Standing | null;
  readonly settled: Settled | null;
}

/** The decided value that stands without a break. */
interface Standing {
  readonly value: string;
  /** Log time of the record with which it was first said, or of the question's opening if that is later. */
  readonly sinceMs: number;
  /** Log time of that record. */
  readonly saidMs: number;
}

/** A `world` record as far as settling sees it. */
export interface WorldMoment {
  readonly offset: number;
  readonly logTime: number;
}

export const notYetSaid: Following = { standing: null, settled: null };

/** When the question settles if nothing changes until then; null once it has settled. */
export function dueAt(rule: SettlingRule, { standing, settled }: Following): number | null {
  if (settled !== null) return null;
  const stood = standing === null ? Infinity : standing.sinceMs + rule.settleAfterMs;
  return Math.min(stood, rule.settleByMs);
}

/**
 * To be called for every `world` record before it is folded: settles the question when its due time has come
 * with this record, on the evidence before it.
 */
export function pass(
  rule: SettlingRule,
  following: Following,
  moment: WorldMoment,
  before: () => Evidence,
): Following {
  const due = dueAt(rule, following);
  if (due === null || moment.logTime < due) return following;
  const evidence = before();
  return { ...following, settled: settle(rule, following, evidence, moment) };
}

/**
 * To be called with the verdict after every `world` record that touches the question. A value stands from
 * `openedAt` at the earliest.
 */
export function observe(
  following: Following,
  { logTime }: WorldMoment,
  verdict: Pick<Glance, 'value' | 'decidedAt'>,
  openedAt = -Infinity,
): Following {
  if (!isDecided(verdict.value))
    return following.standing === null ? following : { ...following, standing: null };
  const value = verdictText(verdict.value);
  if (following.standing?.value === value) return following;
  return { ...following, standing: { value, sinceMs: Math.max(logTime, openedAt), saidMs: logTime } };
}

function settle(
  rule: SettlingRule,
  { standing }: Following,
  evidence: Evidence,
  { offset }: WorldMoment,
): Settled {
  const verdict = glance(rule.question, evidence);
  if (isDecided(verdict.value)) {
    const reason = standing !== null && isDueByStanding(rule, standing.sinceMs) ? 'stood' : 'settle-by';
    return { value: verdict.value, decidedAt: firstDecidedAt(standing, verdict.decidedAt), offset, reason };
  }
  const confirmed = rule.unconfirmed === 'no' ? withoutPossible(rule.question, evidence) : null;
  if (confirmed !== null && isDecided(confirmed.value)) {
    const { value, decidedAt } = confirmed;
    return { value, decidedAt, offset, reason: 'settle-by' };
  }
  const reason = isBehind(rule.question, evidence) ? 'source-behind' : 'undecided';
  return { value: 'indeterminate', decidedAt: null, offset, reason };
}

function isDueByStanding(rule: SettlingRule, sinceMs: number): boolean {
  return sinceMs + rule.settleAfterMs <= rule.settleByMs;
}

/** A value is decided no later than it was first said without a break. UTC seconds. */
export function firstDecidedAt(standing: Standing | null, decidedAt: number | null): number | null {
  if (decidedAt === null || standing === null) return decidedAt;
  return Math.min(decidedAt, Math.floor(standing.saidMs / 1000));
}

/** The verdict if no possible event happened. */
function withoutPossible(question: ClaimQuestion, evidence: Evidence): Glance {
  return glance(question, {
    ...evidence,
    eventsOf: (type) => evidence.eventsOf(type).filter((each) => each.status === 'certain'),
    coverageOf: (source) => evidence.coverageOf(source),
    affiliationsOf: (actor) => evidence.affiliationsOf(actor),
    isSymmetric: (type) => evidence.isSymmetric(type),
  });
}

/** Whether a source has not been read over all of the claim's reach. */
function isBehind({ claim, coverage }: ClaimQuestion, evidence: Evidence): boolean {
  const reach = reachOf(claim);
  const types = patternsOf(claim).flatMap(typesOf);
  return coverage.some((source) => {
    const stretches = evidence.coverageOf(source.source);
    return types.some((type) => {
      const missing = complementOf(readFor(type, source, stretches));
      return intersectionOf(missing, [reach]).length > 0;
    });
  });
}

/** One step of a recorded course: the evidence after a record, and whether the record touches the question. */
export interface Step extends WorldMoment {
  readonly touches: boolean;
  readonly evidence: Evidence;
}

/** Follows a question over a sequence of records from the first at which it was open. */
export function follow(rule: SettlingRule, steps: readonly Step[], before: Evidence): Following {
  let [following, known] = [notYetSaid, before];
  for (const step of steps) {
    const prefix = known;
    following = pass(rule, following, step, () => prefix);
    known = step.evidence;
    if (step.touches) following = observe(following, step, glance(rule.question, known));
  }
  return following;
}
