import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { VerdictValue } from '@casus/domain/verdict';
import { verdictText } from '@casus/domain/verdict';
import { frameOf } from '../certificate/basis.ts';
import { criticalInstants } from '../engine/critical.ts';
import { sharedFor } from '../engine/frame.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { glance } from '../evaluate.ts';
import { reachOf } from '../language/reach.ts';
import type { Pattern } from '../language/terms.ts';
import { nodesOf, patternsOf } from '../language/walk.ts';
import { supposedEvent } from './supposed.ts';

/** One more event of a pattern in `[from, until)` would give another value, as far as is known. UTC seconds. */
export interface Flip {
  readonly pattern: Pattern;
  readonly from: number;
  readonly until: number;
  readonly value: VerdictValue;
}

/** An event that is not confirmed, and what the claim comes to if it happened and if it did not. */
export interface Unconfirmed {
  readonly event: WorldEvent;
  readonly ifSo: VerdictValue;
  readonly ifNot: VerdictValue;
}

/** What still bears on a claim. */
export interface Outlook {
  readonly asKnown: VerdictValue;
  readonly flips: readonly Flip[];
  readonly unconfirmed: readonly Unconfirmed[];
  /** The next instants at which a window, a lapse or a deadline of the claim passes. */
  readonly next: readonly number[];
}

/** Stretches between two instants that matter in which an event is supposed, and unconfirmed events looked at. */
const mostStretches = 24;
const mostUnconfirmed = 24;
const mostNext = 8;

/**
 * What would give the claim another value, if nothing else happens: one event is supposed at a time, in each stretch
 * between the instants that matter from now on. Yields between its looks, so that whoever drives it can pause.
 */
export function* outlook(question: ClaimQuestion, evidence: Evidence): Generator<void, Outlook> {
  const { asKnown } = glance(question, evidence);
  const now = Math.floor(evidence.logTime / 1000);
  const instants = instantsFrom(question, evidence, now);
  const flips: Flip[] = [];
  for (const pattern of patternsOf(question.claim)) {
    for (const flip of flipsOf(question, evidence, { pattern, asKnown, instants })) {
      if (flip !== null) flips.push(flip);
      yield;
    }
  }
  const unconfirmed = yield* unconfirmedIn(question, evidence);
  return { asKnown, flips: merged(flips), unconfirmed, next: instants.slice(1, mostNext + 1) };
}

/** The present, then what matters after it, up to the horizon. */
function instantsFrom(question: ClaimQuestion, evidence: Evidence, now: number): readonly number[] {
  const reach = reachOf(question.claim);
  const start = Math.max(now, reach.from);
  if (start >= reach.to) return [];
  const frame = frameOf({ question, evidence, shared: sharedFor(question.claim) });
  const within = criticalInstants(frame, question.claim).filter((each) => start < each && each < reach.to);
  return [start, ...within.slice(0, mostStretches - 1), reach.to];
}

interface Supposing {
  readonly pattern: Pattern;
  readonly asKnown: VerdictValue;
  readonly instants: readonly number[];
}

function* flipsOf(
  question: ClaimQuestion,
  evidence: Evidence,
  { pattern, asKnown, instants }: Supposing,
): Generator<Flip | null, void> {
  const dates = datesOf(question, pattern);
  for (const [index, from] of instants.slice(0, -1).entries()) {
    const supposed = supposedEvent(pattern, from, dates);
    if (supposed === null) return;
    const { asKnown: value } = glance(question, withEvent(evidence, supposed));
    const isOther = verdictText(value) !== verdictText(asKnown);
    yield isOther ? { pattern, from, until: instants[index + 1] ?? from + 1, value } : null;
  }
}

/** Attributes by whose date openings of the pattern hold. */
function datesOf({ claim }: ClaimQuestion, pattern: Pattern): readonly string[] {
  const holds = nodesOf(claim).flatMap(({ node }) => (node.op === 'hold' ? node.openings : []));
  return holds.flatMap((opening) =>
    opening.event === pattern && 'until' in opening ? [opening.until.attribute] : [],
  );
}

function withEvent(evidence: Evidence, event: WorldEvent): Evidence {
  return changed(evidence, (type, events) => (isWithin(event.type, type) ? [...events, event] : events));
}

function changed(
  evidence: Evidence,
  change: (type: string, events: readonly WorldEvent[]) => readonly WorldEvent[],
): Evidence {
  return {
    ...evidence,
    eventsOf: (type) => change(type, evidence.eventsOf(type)),
    coverageOf: (source) => evidence.coverageOf(source),
    affiliationsOf: (actor) => evidence.affiliationsOf(actor),
    isSymmetric: (type) => evidence.isSymmetric(type),
  };
}

/** Stretches that touch and give the same value are one; a pattern that is written twice is told once. */
function merged(flips: readonly Flip[]): readonly Flip[] {
  const found: Flip[] = [];
  const key = ({ pattern, value }: Flip): string => JSON.stringify([pattern, value]);
  for (const flip of flips) {
    const same = found.findIndex(
      (each) => key(each) === key(flip) && each.from <= flip.from && flip.from <= each.until,
    );
    const before = found[same];
    if (before === undefined) found.push(flip);
    else found[same] = { ...before, until: Math.max(before.until, flip.until) };
  }
  return found;
}

function* unconfirmedIn(
  question: ClaimQuestion,
  evidence: Evidence,
): Generator<void, readonly Unconfirmed[]> {
  const reach = reachOf(question.claim);
  const types = patternsOf(question.claim).flatMap(({ type }) => type);
  const possible = new Set(
    types
      .flatMap((type) => evidence.eventsOf(type))
      .filter(
        ({ status, interval }) =>
          status === 'possible' && interval.from < reach.to && interval.to > reach.from,
      ),
  );
  const found: Unconfirmed[] = [];
  for (const event of [...possible].slice(0, mostUnconfirmed)) {
    const known = (other: readonly WorldEvent[]): VerdictValue =>
      glance(
        question,
        changed(evidence, (_, events) => events.flatMap((each) => (each === event ? other : [each]))),
      ).asKnown;
    const [ifSo, ifNot] = [known([{ ...event, status: 'certain' }]), known([])];
    if (verdictText(ifSo) !== verdictText(ifNot)) found.push({ event, ifSo, ifNot });
    yield;
  }
  return found;
}
