import type { WorldEvent } from '@casus/domain/evidence';
import type { Glance } from '../engine/judge.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { singleOf } from '../engine/truth.ts';
import { reachOf } from '../language/reach.ts';
import { cheapUpTo, isTooCostly } from './costly.ts';
import { KnownEvents } from './known-events.ts';
import type { Stored } from './known-events.ts';
import type { LiveClaim } from './live-claim.ts';
import { glanceAtOwn } from './own-evidence.ts';
import { patternsWithin } from './pattern-node.ts';
import type { PatternNode } from './pattern-node.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Reaching } from './reach-index.ts';
import { SharedNodes } from './shared-nodes.ts';
import type { Shared } from './shared-nodes.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Claims that are kept up to date while the world changes: what is said of each equals `glance` over all that is known,
 * but a change costs only the claims that it touches. Change events, then coverage, then `look`.
 */
export class LiveClaims {
  readonly #claims = new Map<string, LiveClaim>();
  readonly #events = new KnownEvents();
  readonly #nodes = new SharedNodes((node) => this.#fill(node));
  readonly #surroundings: () => Surroundings;
  #touched: LiveClaim[] = [];
  #offers = 0;

  /** @param surroundings what is known beside the events, as it stands now */
  constructor(surroundings: () => Surroundings) {
    this.#surroundings = surroundings;
  }

  get size(): number {
    return this.#claims.size;
  }

  /** Events that are remembered. */
  get events(): number {
    return this.#events.size;
  }

  /** Whether an event is remembered. */
  knows(eventId: string): boolean {
    return this.#events.get(eventId) !== undefined;
  }

  /** Forgets events without looking at any claim: for those that no open claim can see. */
  forget(isNeeded: (event: WorldEvent) => boolean): void {
    const gone = Array.from(this.#events.values()).filter(({ event }) => !isNeeded(event));
    for (const stored of gone) {
      this.#events.delete(stored);
      for (const entry of stored.entries) entry.node.remove(entry);
    }
  }

  open(id: string, question: ClaimQuestion): LiveClaim {
    this.close(id);
    const claim = this.#claimOf(id, question);
    this.#claims.set(id, claim);
    claim.coverage.claims.add(claim);
    for (const node of claim.patterns) node.watchers.add(claim);
    this.#touch(claim);
    this.look();
    return claim;
  }

  close(id: string): void {
    const claim = this.#claims.get(id);
    if (claim === undefined) return;
    this.#claims.delete(id);
    claim.closed = true;
    claim.coverage.claims.delete(claim);
    for (const node of claim.patterns) node.watchers.forgetClosed();
    this.#nodes.release(claim.used);
  }

  get(id: string): LiveClaim | undefined {
    return this.#claims.get(id);
  }

  /** An event that is new, or another than it was. */
  put(event: WorldEvent): void {
    this.remove(event.id);
    const surroundings = this.#surroundings();
    this.#offer(this.#events.add(event, surroundings), surroundings);
  }

  /** An event that is none any more. */
  remove(eventId: string): void {
    const stored = this.#events.get(eventId);
    if (stored === undefined) return;
    this.#events.delete(stored);
    for (const entry of stored.entries) {
      const { node } = entry;
      node.remove(entry);
      node.watchers.visit(entry.low, entry.high, this.#touchReaching);
    }
  }

  /** What these actors stand for may be something else. */
  actorsChanged(actors: readonly string[]): void {
    const named = new Set(actors.flatMap((actor) => this.#events.naming(actor)));
    for (const { event } of named) this.put(event);
  }

  /** These sources have been read further, or less far than was thought. */
  readChanged(sources: ReadonlySet<string>): void {
    const surroundings = this.#surroundings();
    for (const node of this.#nodes.coverage.values()) {
      if (!node.sources.some(({ source }) => sources.has(source))) continue;
      for (const claim of node.refresh(surroundings)) this.#touch(claim);
    }
  }

  /** Registers have changed, or there are records that cannot be read: everything is matched and read again. */
  everythingChanged(): void {
    const events = Array.from(this.#events.values(), ({ event }) => event);
    for (const event of events) this.put(event);
    const surroundings = this.#surroundings();
    for (const node of this.#nodes.coverage.values()) node.refresh(surroundings);
    for (const claim of this.#claims.values()) this.#touch(claim);
  }

  /** Brings the claims that were touched up to date, and gives them. */
  look(): readonly LiveClaim[] {
    const touched = this.#touched;
    this.#touched = [];
    const open = touched.filter(({ closed }) => !closed);
    for (const claim of open) this.#lookAt(claim);
    return open;
  }

  /** What is said of a claim in full. It is dated by the log time that has been reached. */
  glanceAt(claim: LiveClaim): Glance {
    const { version } = claim.coverage;
    if (claim.glanced?.version !== version) {
      const undated = { ...this.#surroundings(), logTime: Infinity };
      claim.glanced = { glance: glanceAtOwn(claim, undated), version };
    }
    const { glance } = claim.glanced;
    const { decidedAt } = glance;
    if (decidedAt === null) return glance;
    return {
      ...glance,
      decidedAt: Math.min(decidedAt, Math.floor(this.#surroundings().logTime / 1000)),
    };
  }

  #lookAt(claim: LiveClaim): void {
    claim.touched = false;
    claim.glanced = null;
    const covered = claim.coverage.coveredTo(claim.reach);
    const plan = Number.isNaN(covered) || isTooCostly(claim) ? null : claim.plan;
    const isReadOff = plan !== null && readOff(claim, plan, covered);
    if (!isReadOff) {
      const { value, asKnown } = this.glanceAt(claim);
      claim.value = value;
      claim.asKnown = asKnown;
    }
    // where doubts stand in the way of the plan, any reading may tell more
    this.#waitFor(claim, isReadOff ? plan.next(covered) : claim.coverage.nextWithin(claim.reach));
  }

  #waitFor(claim: LiveClaim, next: number): void {
    if (next >= claim.waitsFor) return;
    claim.waitsFor = next;
    claim.coverage.waiting.push(next, claim);
  }

  readonly #touchReaching = (claim: Reaching): void => {
    this.#touch(claim as LiveClaim);
  };

  #touch(claim: LiveClaim): void {
    if (claim.touched) return;
    claim.touched = true;
    this.#touched.push(claim);
  }

  #offer(stored: Stored, surroundings: Surroundings): void {
    this.#offers += 1;
    this.#nodes.index.visit(stored.event.type, stored.names, (node) => {
      if (node.offered === this.#offers) return;
      node.offered = this.#offers;
      const entry = node.entryOf(stored.event, surroundings);
      if (entry === null) return;
      stored.entries.push(entry);
      node.add(entry);
      node.watchers.visit(entry.low, entry.high, this.#touchReaching);
    });
  }

  /** Puts the events that are known into a new node. */
  #fill(node: PatternNode): void {
    const surroundings = this.#surroundings();
    for (const stored of this.#events.maybeMatching(node.pattern)) {
      const entry = node.entryOf(stored.event, surroundings);
      if (entry === null) continue;
      stored.entries.push(entry);
      node.add(entry);
    }
  }

  #claimOf(id: string, question: ClaimQuestion): LiveClaim {
    const reach = reachOf(question.claim);
    const used: Shared[] = [];
    const nodes = this.#nodes.forClaim(used);
    const patterns = [...new Set(patternsWithin(question.claim).map((each) => nodes.pattern(each)))];
    return {
      id,
      question,
      reach,
      patterns,
      coverage: this.#nodes.coverageFor(question.coverage, patterns, this.#surroundings()),
      plan: question.kind === 'binary' ? planOf(nodes, question.claim, reach) : null,
      cheapUpTo: cheapUpTo(question.claim),
      used,
      value: 'open',
      asKnown: 'open',
      glanced: null,
      waitsFor: Infinity,
      touched: false,
      closed: false,
    };
  }
}

/** Says what a plan reads; false where only the evaluation can tell. */
function readOff(claim: LiveClaim, plan: Plan, covered: number): boolean {
  const reading = plan.read(covered);
  if (reading === null) return false;
  const value = singleOf(reading.values);
  if (value !== null) {
    claim.value = value;
    claim.asKnown = value;
    return true;
  }
  const asKnown = reading.doubtful ? null : plan.read(Infinity);
  if (asKnown === null) return false;
  const known = singleOf(asKnown.values);
  if (known === null && asKnown.doubtful) return false;
  claim.value = reading.values === asKnown.values ? 'indeterminate' : 'open';
  claim.asKnown = known ?? 'indeterminate';
  return true;
}
