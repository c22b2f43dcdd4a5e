import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import type { WorldChanges } from '@casus/domain/world-memory';
import { isDecided } from '@casus/domain/verdict';
import { Heap } from '../live/heap.ts';
import { LiveClaims, takeChanges } from '../live/index.ts';
import type { LiveClaim } from '../live/index.ts';
import { Alone } from './alone.ts';
import type { EventBudget } from './event-budget.ts';
import type { Follower, Value } from './follower.ts';
import { readSoFar } from './read-so-far.ts';
import { Reaches } from './reaches.ts';
import type { RememberedWorld } from './remembered-world.ts';

/** A question on the course. */
interface Member {
  readonly id: string;
  readonly follower: Follower;
  /** Null where it goes alone. */
  claim: LiveClaim | null;
  /** What had been read of its reach when it looked last. */
  read: string;
  /** Key under which it waits for its time; infinite where it does not. */
  due: number;
  gone: boolean;
}

export interface CourseOptions {
  readonly world: RememberedWorld;
  readonly budget: EventBudget;
  /** What is said of the question may be something else, or it has settled. */
  readonly onChange: (questionId: string) => void;
  /** A question is evaluated from nothing at each record that touches it, since its events have no room. */
  readonly onCrowded?: ((questionId: string) => void) | undefined;
}

/**
 * The way of many questions through the world, record by record: a record costs the questions that it touches, and
 * those that settle with it.
 */
export class Course {
  readonly #options: CourseOptions;
  readonly #live: LiveClaims;
  readonly #members = new Map<string, Member>();
  readonly #alone = new Map<Member, Alone>();
  readonly #opening = new Heap<Member>();
  readonly #due = new Heap<Member>();
  /** Decided before all of their reach has been read: reading may move the date. */
  readonly #early = new Set<Member>();
  #arrived: Member[] = [];
  #reaches = new Reaches();
  /** Offset of the next record; null before the first question. */
  #at: number | null = null;
  #surroundings: Evidence | undefined;

  /** @param at offset of the next record, for questions that go on from there. @default none */
  constructor(options: CourseOptions, at: number | null = null) {
    this.#options = options;
    this.#at = at;
    this.#live = new LiveClaims(() => this.#known());
  }

  /** Events that are held. */
  get events(): number {
    return this.#live.events;
  }

  /** Offset of the next record, if every question has come to the end of the world; null where one is on its way. */
  get restsAt(): number | null {
    const { next } = this.#options.world;
    const isUnderWay = this.#arrived.length + this.#opening.size > 0 || (this.#at ?? next) !== next;
    return isUnderWay ? null : next;
  }

  /** Takes a question in that has come to the course's place already. */
  goOn(id: string, follower: Follower): void {
    const member: Member = { id, follower, claim: null, read: '', due: Infinity, gone: false };
    this.#members.set(id, member);
    this.#follow(member);
  }

  /** Takes a question in, in place of an earlier definition of it. */
  join(id: string, follower: Follower): void {
    this.leave(id);
    const member: Member = { id, follower, claim: null, read: '', due: Infinity, gone: false };
    this.#members.set(id, member);
    this.#arrived.push(member);
  }

  leave(id: string): void {
    const member = this.#members.get(id);
    if (member === undefined) return;
    member.gone = true;
    this.#members.delete(id);
    this.#alone.delete(member);
    this.#early.delete(member);
    this.#live.close(id);
  }

  /** Holds nothing any more. */
  end(): void {
    this.#options.budget.leave(this);
  }

  /** Goes on to the end of what the world holds; yields after each record and look, so that its driver can pause. */
  *advance(): Generator<void, void> {
    const { world } = this.#options;
    yield* this.#admit();
    while (this.#at !== null && this.#at < world.next) {
      this.#step(this.#at);
      yield;
    }
    for (const [{ id, follower }, alone] of this.#alone) {
      const before = follower.state;
      yield* alone.advance(world, world.next);
      if (follower.state !== before) this.#options.onChange(id);
    }
  }

  /** Questions that have come since: they wait for their opening, or catch up by themselves first. */
  *#admit(): Generator<void, void> {
    const { world, onChange } = this.#options;
    const arrived = this.#arrived.filter(({ gone }) => !gone);
    this.#arrived = [];
    const late: Member[] = [];
    for (const member of arrived) {
      const opens = world.countUntil(member.follower.followed.openedAt);
      if (this.#at !== null && opens < this.#at) late.push(member);
      else this.#opening.push(opens, member);
    }
    if (this.#at === null && this.#opening.size > 0) this.#moveTo(this.#opening.least);
    for (const member of late) {
      const alone = new Alone(member.follower, null);
      yield* alone.advance(world, this.#at ?? 0);
      if (!member.gone) this.#follow(member);
      onChange(member.id);
    }
    this.#open();
  }

  #moveTo(cut: number): void {
    this.#at = cut;
    this.#surroundings = this.#options.world.evidenceAt(cut);
  }

  #known(): Evidence {
    return (this.#surroundings ??= this.#options.world.evidenceAt(this.#at ?? 0));
  }

  #step(offset: number): void {
    const { world } = this.#options;
    const logTime = world.logTimeAt(offset);
    this.#settle(offset, logTime);
    this.#moveTo(offset + 1);
    const changes = world.changesAt(offset);
    takeChanges(this.#live, changes, (eventId) => this.#needed(world.eventAt(eventId, offset + 1)));
    const touched = this.#live.look().flatMap(({ id }) => this.#members.get(id) ?? []);
    const onlyRead = changes.events.length + changes.actors.length === 0 && !changes.everything;
    const looking = onlyRead ? this.#readOn(changes, touched) : touched;
    for (const member of looking) this.#look(member, logTime);
    if (changes.events.length > 0) this.#keepToBudget();
    this.#open();
  }

  #needed(event: WorldEvent | undefined): WorldEvent | undefined {
    return event && this.#reaches.needs(event) ? event : undefined;
  }

  /** Those whose time has come with the record at the offset settle on the prefix before it. */
  #settle(offset: number, logTime: number): void {
    if (this.#due.least > logTime) return;
    const before = this.#known();
    while (this.#due.least <= logTime) {
      const member = this.#due.pop();
      if (member === undefined || member.gone || this.#alone.has(member)) continue;
      member.due = Infinity;
      if (member.follower.passes(offset, logTime, () => before)) this.#options.onChange(member.id);
      this.#watch(member);
    }
  }

  /** Has it settle at its time; a time before its opening has come with the next record. */
  #watch(member: Member): void {
    const { due, followed } = member.follower;
    if (due === null || due === Infinity) return;
    const key = due <= followed.openedAt ? -Infinity : due;
    if (member.due === key) return;
    member.due = key;
    this.#due.push(key, member);
  }

  #open(): void {
    while (this.#at !== null && this.#opening.least <= this.#at) {
      const member = this.#opening.pop();
      if (member === undefined || member.gone) continue;
      this.#follow(member);
    }
  }

  /** From here on what touches it is looked at. */
  #follow(member: Member): void {
    const { id, follower } = member;
    const { question, openedAt } = follower.followed;
    this.#remember(this.#reaches.widen(question));
    member.claim = this.#live.open(id, question);
    if (!this.#options.budget.note(this, this.#live.events)) return this.#partFrom([member]);
    if (follower.said === null) this.#look(member, openedAt);
    else this.#looked(member, member.claim);
  }

  /** Events of types of which more is needed now. */
  #remember(types: readonly string[]): void {
    for (const type of types)
      for (const event of this.#known().eventsOf(type))
        if (this.#reaches.needs(event) && !this.#live.knows(event.id)) this.#live.put(event);
  }

  #look(member: Member, logTime: number): void {
    const { claim } = member;
    if (!claim) return;
    const { value, asKnown } = claim;
    const said: Value = isDecided(value) ? this.#live.glanceAt(claim) : { value, asKnown, decidedAt: null };
    member.follower.looked(this.#at ?? 0, logTime, said);
    this.#looked(member, claim);
    this.#options.onChange(member.id);
  }

  #looked(member: Member, claim: LiveClaim): void {
    member.read = this.#readOf(member);
    const isEarly = isDecided(claim.value) && !(claim.coverage.coveredTo(claim.reach) >= claim.reach.to);
    if (isEarly) this.#early.add(member);
    else this.#early.delete(member);
    this.#watch(member);
  }

  /** Of whose reach a record that is all about reading has told something: the same value may be dated otherwise. */
  #readOn({ coverage }: WorldChanges, touched: readonly Member[]): readonly Member[] {
    if (coverage.length === 0) return touched;
    return [...new Set([...touched, ...this.#early])].filter((each) => this.#readOf(each) !== each.read);
  }

  #readOf({ follower }: Member): string {
    return readSoFar(follower.followed.question, this.#known());
  }

  /** While too many events are held, those that came last go alone. */
  #keepToBudget(): void {
    while (!this.#options.budget.note(this, this.#live.events)) {
      const followed = [...this.#members.values()].filter(({ claim }) => claim !== null);
      if (followed.length === 0) return;
      this.#partFrom(followed.slice(-Math.ceil(followed.length / 8)));
    }
  }

  #partFrom(members: readonly Member[]): void {
    for (const member of members) {
      const { id, follower } = member;
      this.#live.close(id);
      member.claim = null;
      this.#early.delete(member);
      this.#alone.set(member, new Alone(follower, follower.said === null ? null : this.#at));
      this.#options.onCrowded?.(id);
    }
    this.#reaches = new Reaches();
    for (const { claim } of this.#members.values()) if (claim) this.#reaches.widen(claim.question);
    this.#live.forget((event) => this.#reaches.needs(event));
    this.#options.budget.note(this, this.#live.events);
  }
}
