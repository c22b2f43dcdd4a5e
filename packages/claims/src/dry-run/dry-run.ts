import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import type { VerdictValue } from '@casus/domain/verdict';
import { verdictText } from '@casus/domain/verdict';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { glance } from '../evaluate.ts';
import { reachOf } from '../language/reach.ts';
import { nodesOf } from '../language/walk.ts';
import type { Ties } from '../language/terms.ts';
import { absorbedIn } from './absorbed.ts';
import type { Absorbed } from './absorbed.ts';
import { shiftedBy } from './shift.ts';

/** What a claim would have come to in one past window. Times are UTC seconds. */
export interface PastWindow {
  /** By how much the claim was moved back. */
  readonly shift: number;
  readonly from: number;
  readonly until: number;
  /** As known today, if nothing unread exists. */
  readonly value: VerdictValue;
  /** What the engine says, coverage asked for: `open` where nobody has read that far back. */
  readonly proven: VerdictValue;
  /** The value hangs on how ties are read. */
  readonly tied: boolean;
  /** The value hangs on whether events happened that are not confirmed. */
  readonly unconfirmed: boolean;
  readonly absorbed: readonly Absorbed[];
}

export interface DryRunOptions {
  /** Seconds between windows. */
  readonly step: number;
  /** @default 60, at most 200 */
  readonly windows?: number;
  /** The earliest instant of which anything is recorded; windows that look further back are left out. */
  readonly since: number;
  /** The latest one; the log time where that is earlier. @default the log time */
  readonly until?: number;
}

const mostWindows = 200;

/**
 * The claim moved back window by window, latest first, over what is recorded: only windows that were over by the
 * evidence's log time and lie within what is recorded. Yields after each, so that whoever drives it can pause.
 */
export function* dryRun(
  question: ClaimQuestion,
  evidence: Evidence,
  { step, windows = 60, since, until = Infinity }: DryRunOptions,
): Generator<PastWindow, void> {
  const reach = reachOf(question.claim);
  const end = Math.min(until, Math.floor(evidence.logTime / 1000));
  let shift = -step * Math.max(1, Math.ceil((reach.to - end) / step));
  for (let made = 0; made < Math.min(windows, mostWindows); made += 1, shift -= step) {
    if (reach.from + shift < since) return;
    yield pastWindow(shiftedBy(question, shift), evidence, shift);
  }
}

function pastWindow(question: ClaimQuestion, evidence: Evidence, shift: number): PastWindow {
  const { value, asKnown } = glance(question, evidence);
  const { from, to } = reachOf(question.claim);
  const known = (asked: ClaimQuestion, of: Evidence): string => verdictText(glance(asked, of).asKnown);
  const hasTies = /"ties":/u.test(JSON.stringify(question.claim));
  return {
    shift,
    from,
    until: to,
    value: asKnown,
    proven: value,
    tied:
      hasTies &&
      known(withTies(question, 'inside'), evidence) !== known(withTies(question, 'outside'), evidence),
    unconfirmed:
      known(
        question,
        confirmed(evidence, () => true),
      ) !==
      known(
        question,
        confirmed(evidence, ({ status }) => status === 'certain'),
      ),
    absorbed: absorbedIn(question, evidence),
  };
}

/** The same claim with one reading of all ties. */
function withTies(question: ClaimQuestion, ties: Ties): ClaimQuestion {
  if (nodesOf(question.claim).length === 0) return question;
  const claim: unknown = JSON.parse(
    JSON.stringify(question.claim, (key, value: unknown) => (key === 'ties' ? ties : value)),
  );
  return { ...question, claim: claim as never };
}

/** The evidence with these events taken for certain, and the others for not having happened. */
function confirmed(evidence: Evidence, happened: (event: WorldEvent) => boolean): Evidence {
  return {
    ...evidence,
    eventsOf: (type) =>
      evidence
        .eventsOf(type)
        .filter(happened)
        .map((event) => ({ ...event, status: 'certain' })),
    coverageOf: (source) => evidence.coverageOf(source),
    affiliationsOf: (actor) => evidence.affiliationsOf(actor),
    isSymmetric: (type) => evidence.isSymmetric(type),
  };
}
