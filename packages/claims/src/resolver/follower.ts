import type { Evidence } from '@casus/domain/evidence';
import { isDecided, verdictText } from '@casus/domain/verdict';
import type { Glance } from '../engine/judge.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import type { Evaluation, Sketch } from '../evaluate.ts';
import { evaluate, sketch } from '../evaluate.ts';
import { dueAt, firstDecidedAt, notYetSaid, observe, pass } from '../settle/index.ts';
import type { Following, SettlingRule } from '../settle/index.ts';
import type { RememberedWorld } from './remembered-world.ts';

/** A definition that the engine decides. */
export interface FollowedDefinition {
  readonly question: ClaimQuestion;
  /** Offset of the record with the definition. */
  readonly definition: number;
  /** Log time of that record, or of opening if that is later; epoch milliseconds. */
  readonly openedAt: number;
  readonly rule: SettlingRule;
  /** A changed value counts at once and settles anew. */
  readonly follows: boolean;
}

/** The part of a verdict that is followed from record to record. */
export type Value = Pick<Glance, 'value' | 'asKnown' | 'decidedAt'>;

/** What the engine says now, from which prefix on. */
export interface Said {
  readonly verdict: Value;
  /** The verdict is on the `world` records before this offset. */
  readonly world: number;
}

/** All that a follower remembers; plain JSON. */
export interface FollowerState {
  readonly following: Following;
  readonly said: Said | null;
  /** A settled value was replaced by another: no date forces that one to settle. */
  readonly anew: boolean;
}

/** One question's way through the world; what it says is a function of the world's prefix and the definition. */
export class Follower {
  readonly followed: FollowedDefinition;
  #state: FollowerState;

  constructor(followed: FollowedDefinition, state: FollowerState | null = null) {
    this.followed = followed;
    this.#state = state ?? { following: notYetSaid, said: null, anew: false };
  }

  get state(): FollowerState {
    return this.#state;
  }

  get said(): Said | null {
    return this.#state.said;
  }

  get settled(): Following['settled'] {
    return this.#state.following.settled;
  }

  /** Log time at which it settles if nothing changes; null once it has, infinite for what waits for a decision. */
  get due(): number | null {
    return dueAt(this.#rule, this.#state.following);
  }

  get #rule(): SettlingRule {
    const { rule } = this.followed;
    return this.#state.anew ? { ...rule, settleByMs: Infinity } : rule;
  }

  /** Goes past a record of the world, before what it changes is looked at; true when the question settles with it. */
  passes(offset: number, logTime: number, before: () => Evidence): boolean {
    const moment = { offset, logTime: this.#timeOf(logTime) };
    const following = pass(this.#rule, this.#state.following, moment, before);
    if (following === this.#state.following) return false;
    this.#state = { ...this.#state, following };
    return true;
  }

  /** Takes what the engine says of the prefix before a cut, the last record of which has this log time. */
  looked(cut: number, logTime: number, verdict: Value): void {
    const moment = { offset: cut, logTime };
    const following = observe(this.#state.following, moment, verdict, this.followed.openedAt);
    this.#state = { ...this.#state, following };
    this.#state = { ...this.#state, said: { verdict: this.#noLaterThanSaid(verdict), world: cut } };
    if (this.followed.follows && this.#differsFromSettled()) this.#settleAnew();
  }

  /** What it says in full: the certificate, and what the verdict waits for. */
  evaluation(world: RememberedWorld, { world: cut }: Said): Evaluation {
    const { verdict, certificate } = evaluate(this.followed.question, world.evidenceAt(cut));
    return { verdict: this.#noLaterThanSaid(verdict), certificate };
  }

  /** As much of {@link evaluation} as tells whether it is news. */
  sketch(world: RememberedWorld, { world: cut }: Said): Sketch {
    const { verdict, certificate } = sketch(this.followed.question, world.evidenceAt(cut));
    return { verdict: this.#noLaterThanSaid(verdict), certificate };
  }

  /** A record that came before the question was opened counts as known at its opening, whenever it is read. */
  #timeOf(logTime: number): number {
    return Math.max(logTime, this.followed.openedAt);
  }

  #noLaterThanSaid<V extends Value>(verdict: V): V {
    return { ...verdict, decidedAt: firstDecidedAt(this.#state.following.standing, verdict.decidedAt) };
  }

  #differsFromSettled(): boolean {
    const { settled, said } = this;
    if (!settled || !said || !isDecided(said.verdict.value)) return false;
    const { value, decidedAt } = said.verdict;
    return verdictText(value) !== verdictText(settled.value) || decidedAt !== settled.decidedAt;
  }

  /** A changed value has its own time to stand; nothing forces it by a date any more. */
  #settleAnew(): void {
    this.#state = { ...this.#state, anew: true, following: { ...this.#state.following, settled: null } };
  }
}
