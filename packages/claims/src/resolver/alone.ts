import type { Evidence } from '@casus/domain/evidence';
import type { WorldChanges } from '@casus/domain/world-memory';
import { glance } from '../evaluate.ts';
import { touches, touchMask } from '../touch.ts';
import type { Change, TouchMask } from '../touch.ts';
import type { Follower } from './follower.ts';
import { readSoFar } from './read-so-far.ts';
import type { RememberedWorld } from './remembered-world.ts';

/**
 * A question that goes through the world by itself, holding no event: it is evaluated from nothing whenever a record
 * may touch it. For what was opened before the others' place in the world, and for what has no room among them.
 */
export class Alone {
  readonly #follower: Follower;
  readonly #mask: TouchMask;
  #next: number | null;
  /** What was covered when it looked last. */
  #read = '';

  /** @param next offset of the next record to go past; null for a question that has not been looked at yet */
  constructor(follower: Follower, next: number | null) {
    this.#follower = follower;
    this.#mask = touchMask(follower.followed.question);
    this.#next = next;
  }

  /** Goes on to a cut; yields after each look, so that whoever drives it can pause. */
  *advance(world: RememberedWorld, until: number): Generator<void, void> {
    const { openedAt } = this.#follower.followed;
    if (this.#next === null) {
      this.#next = world.countUntil(openedAt);
      this.#look(world, this.#next, openedAt);
      yield;
    }
    for (; this.#next < until; this.#next += 1) if (this.#step(world, this.#next)) yield;
  }

  /** True when it had to look. */
  #step(world: RememberedWorld, offset: number): boolean {
    const logTime = world.logTimeAt(offset);
    this.#follower.passes(offset, logTime, () => world.evidenceAt(offset));
    const changes = changesFor(world, offset).filter((change) => touches(this.#mask, change));
    if (changes.length === 0) return false;
    const onlyRead = changes.every(({ kind }) => kind === 'coverage');
    if (onlyRead && this.#readOf(world.evidenceAt(offset + 1)) === this.#read) return false;
    this.#look(world, offset + 1, logTime);
    return true;
  }

  #readOf(evidence: Evidence): string {
    return readSoFar(this.#follower.followed.question, evidence);
  }

  #look(world: RememberedWorld, cut: number, logTime: number): void {
    const evidence = world.evidenceAt(cut);
    this.#read = this.#readOf(evidence);
    this.#follower.looked(cut, logTime, glance(this.#follower.followed.question, evidence));
  }
}

const known = new WeakMap<WorldChanges, readonly Change[]>();

function changesFor(world: RememberedWorld, offset: number): readonly Change[] {
  const changes = world.changesAt(offset);
  const made = known.get(changes) ?? masksOf(changes, world, offset);
  known.set(changes, made);
  return made;
}

function masksOf(changes: WorldChanges, world: RememberedWorld, offset: number): readonly Change[] {
  const { events, coverage, actors, everything } = changes;
  if (everything || actors.length > 0) return [{ kind: 'everything' }];
  if (events.length + coverage.length === 0) return [];
  const evidence = world.evidenceAt(offset + 1);
  const changed = events.map(({ type, participants, actor, target, interval }): Change => {
    const named = [...participants, actor, target].filter((name) => name !== null);
    const sides = named.flatMap((name) => evidence.affiliationsOf(name).map(({ of }) => of));
    return { kind: 'event', type, actors: [...named, ...sides], from: interval.from, to: interval.to };
  });
  const read = coverage.map((source): Change => ({ kind: 'coverage', source, type: '*' }));
  return [...changed, ...read];
}
