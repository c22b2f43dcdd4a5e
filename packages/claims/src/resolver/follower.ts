import type { Evidence } from '@casus/domain/evidence';
import { isDecided, verdictText } from '@casus/domain/verdict';
import type { ClaimQuestion } from '../engine/outcome.ts';
import type { Evaluation, Sketch } from '../evaluate.ts';
import { evaluate, glance, sketch } from '../evaluate.ts';
import type { Glance } from '../engine/judge.ts';
import { dueAt, notYetSaid, observe, pass } from '../settle/index.ts';
import type { Following, SettlingRule } from '../settle/index.ts';
import { readSoFar } from './read-so-far.ts';
import { touches, touchMask } from '../touch.ts';
import type { Change, TouchMask } from '../touch.ts';

/** The world as a resolver remembers it: every prefix of the records folded so far. */
export interface RememberedWorld {
  /** Offset of the next record. */
  readonly next: number;
  /** What is known of the prefix before `cut`. */
  evidenceAt(cut: number): Evidence;
  /** What the record at an offset may have changed. */
  changesAt(offset: number): readonly Change[];
  /** Epoch milliseconds. */
  logTimeAt(offset: number): number;
  /** How many records have a log time of at most `time` (epoch milliseconds). */
  countUntil(time: number): number;
}

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

/** What the engine says now, from which prefix on. */
export interface Said {
  readonly verdict: Glance;
  /** The verdict is on the `world` records before this offset. */
  readonly world: number;
}

/** One question's way through the world; what it says is a function of the world's prefix and the definition. */
export class Follower {
  readonly followed: FollowedDefinition;
  readonly #mask: TouchMask;
  #rule: SettlingRule;
  #next: number | null = null;
  #following: Following = notYetSaid;
  #said: Said | null = null;
  /** What was covered when it looked last. */
  #read = '';

  constructor(followed: FollowedDefinition) {
    this.followed = followed;
    this.#rule = followed.rule;
    this.#mask = touchMask(followed.question);
  }

  get said(): Said | null {
    return this.#said;
  }

  get settled(): Following['settled'] {
    return this.#following.settled;
  }

  /** Log time at which it settles if nothing changes; null once it has, infinite for what waits for a decision. */
  get due(): number | null {
    return dueAt(this.#rule, this.#following);
  }

  /** Goes on to the end of what the world holds; yields after each look, so that whoever drives it can pause. */
  *advance(world: RememberedWorld): Generator<void, void> {
    if (this.#next === null) {
      this.#next = world.countUntil(this.followed.openedAt);
      this.#look(world, this.#next, this.followed.openedAt);
      yield;
    }
    for (; this.#next < world.next; this.#next += 1) {
      if (this.#step(world, this.#next)) yield;
    }
  }

  /** True when it had to look. */
  #step(world: RememberedWorld, offset: number): boolean {
    // A record that came before the question was opened counts as known at its opening, whenever it is read.
    const logTime = Math.max(world.logTimeAt(offset), this.followed.openedAt);
    this.#following = pass(this.#rule, this.#following, { offset, logTime }, () => world.evidenceAt(offset));
    const touching = world.changesAt(offset).filter((change) => touches(this.#mask, change));
    if (touching.length === 0) return false;
    const onlyRead = touching.every(({ kind }) => kind === 'coverage');
    if (onlyRead && this.#readAt(world, offset + 1) === this.#read) return false;
    this.#look(world, offset + 1, logTime);
    return true;
  }

  #readAt(world: RememberedWorld, cut: number): string {
    return readSoFar(this.followed.question, world.evidenceAt(cut));
  }

  #look(world: RememberedWorld, cut: number, logTime: number): void {
    this.#read = this.#readAt(world, cut);
    const verdict = glance(this.followed.question, world.evidenceAt(cut));
    this.#following = observe(this.#following, { offset: cut, logTime }, verdict);
    this.#said = { verdict: this.#noLaterThanSaid(verdict), world: cut };
    if (this.followed.follows && this.#differsFromSettled()) this.#settleAnew();
  }

  /** What it says in full: the certificate, and what the verdict waits for. */
  evaluation(world: RememberedWorld, { world: cut }: Said): Evaluation {
    const { verdict, certificate } = evaluate(this.followed.question, world.evidenceAt(cut));
    return { verdict: this.#noLaterThanSaid(verdict), certificate };
  }

  /** A value is decided no later than it was first said without a break. */
  #noLaterThanSaid<V extends Glance>(verdict: V): V {
    const since = this.#following.standing?.sinceMs;
    if (verdict.decidedAt === null || since === undefined) return verdict;
    return { ...verdict, decidedAt: Math.min(verdict.decidedAt, Math.floor(since / 1000)) };
  }

  /** As much of {@link evaluation} as tells whether it is news. */
  sketch(world: RememberedWorld, { world: cut }: Said): Sketch {
    const { verdict, certificate } = sketch(this.followed.question, world.evidenceAt(cut));
    return { verdict: this.#noLaterThanSaid(verdict), certificate };
  }

  #differsFromSettled(): boolean {
    const { settled } = this.#following;
    if (!settled || !this.#said || !isDecided(this.#said.verdict.value)) return false;
    const { value, decidedAt } = this.#said.verdict;
    return verdictText(value) !== verdictText(settled.value) || decidedAt !== settled.decidedAt;
  }

  /** A changed value has its own time to stand; nothing forces it by a date any more. */
  #settleAnew(): void {
    this.#rule = { ...this.#rule, settleByMs: Infinity };
    this.#following = { ...this.#following, settled: null };
  }
}
