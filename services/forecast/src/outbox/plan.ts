import { revealedKinds } from './change.ts';
import type { Change } from './change.ts';

/** What of a question waits for its reveal. */
export interface Held {
  /** Offset of the first change that has not been told. */
  readonly from: number;
  /** A log time not after that change's, epoch milliseconds. */
  readonly since: number;
  /** Epoch milliseconds of log time. */
  readonly revealAt: number;
}

/** How far the outbox has told what a partition says. */
export interface OutboxState {
  /** Offset of the first record that has not been told, but for what is held. */
  readonly next: number;
  /** Log time of the last record told, epoch milliseconds. */
  readonly logTime: number;
  /** By question id. */
  readonly held: ReadonlyMap<string, Held>;
}

/** All changes of a stretch of a partition, in order. */
export interface Stretch {
  readonly changes: readonly Change[];
  /** Offset behind its last record. */
  readonly until: number;
  /** Log time of its last record, epoch milliseconds. */
  readonly logTime: number;
}

/** Something to tell, and the state once it is told. */
export type Step =
  | { readonly tell: readonly Change[]; readonly after: OutboxState }
  /** Tell what was held of a question: its changes in [from, until). */
  | {
      readonly reveal: Held & { readonly questionId: string; readonly until: number };
      readonly after: OutboxState;
    };

/**
 * What is to be told of a stretch, in order. Before the changes of a record every reveal that is due at its log time
 * is told, in the order of (time, question), over the records before it only: so what is told, and in which order,
 * follows from the log alone, however it is cut into stretches.
 */
export function* plan(state: OutboxState, stretch: Stretch): Generator<Step, void> {
  let now = state;
  for (const changes of byOffset(stretch.changes)) {
    const [{ offset, logTime }] = changes;
    for (const step of reveals({ ...now, next: offset }, logTime)) {
      yield step;
      now = step.after;
    }
    const tell = changes.filter((change) => !isHeld(now.held, change));
    now = { next: offset + 1, logTime, held: heldAfter(now.held, changes) };
    yield { tell, after: now };
  }
  const end = { ...now, next: stretch.until, logTime: Math.max(now.logTime, stretch.logTime) };
  let last: OutboxState = end;
  for (const step of reveals(end, end.logTime)) {
    yield step;
    last = step.after;
  }
  yield { tell: [], after: last };
}

/** The earliest time at which something held is due; undefined where nothing is held. */
export function nextReveal({ held }: OutboxState): number | undefined {
  const times = [...held.values()].map(({ revealAt }) => revealAt);
  return times.length === 0 ? undefined : Math.min(...times);
}

function* reveals(state: OutboxState, logTime: number): Generator<Extract<Step, { reveal: object }>, void> {
  const due = [...state.held]
    .filter(([, { revealAt }]) => revealAt <= logTime)
    .toSorted(([a, one], [b, other]) => one.revealAt - other.revealAt || (a < b ? -1 : 1));
  const held = new Map(state.held);
  for (const [questionId, waiting] of due) {
    held.delete(questionId);
    const after = { ...state, held: new Map(held) };
    yield { reveal: { ...waiting, questionId, until: state.next }, after };
  }
}

/** A question that has got another reveal time is held until that one. */
function heldAfter(held: OutboxState['held'], changes: readonly Change[]): OutboxState['held'] {
  const next = new Map(held);
  for (const change of changes) {
    const { questionId, revealAt, offset, logTime } = change;
    if (questionId === null || revealAt === null) continue;
    const waiting = next.get(questionId);
    if (waiting) next.set(questionId, { ...waiting, revealAt });
    else if (isHeld(held, change)) next.set(questionId, { from: offset, since: logTime, revealAt });
  }
  return next;
}

/** What comes while earlier changes of its question wait goes with them. Without a question nobody knows of a reveal. */
function isHeld(held: OutboxState['held'], { kind, questionId, revealAt, logTime }: Change): boolean {
  if (!revealedKinds.has(kind)) return false;
  return revealAt === null || revealAt > logTime || held.has(questionId ?? '');
}

function byOffset(changes: readonly Change[]): readonly (readonly [Change, ...Change[]])[] {
  const groups: [Change, ...Change[]][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.[0].offset === change.offset) last.push(change);
    else groups.push([change]);
  }
  return groups;
}
