import type { WorldEvent } from '@casus/domain/evidence';
import { canonicalJson } from '@casus/domain/canonical-json';
import { openMatch } from '../engine/match.ts';
import type { Match } from '../engine/model.ts';
import type { ActorTest, ParticipantTest, Pattern } from '../language/terms.ts';
import { isClosed } from '../language/walk.ts';
import { EntryList } from './entry-list.ts';
import type { Entry } from './entry-list.ts';
import { ReachIndex } from './reach-index.ts';
import type { Reaching } from './reach-index.ts';
import type { Surroundings } from './surroundings.ts';

/** What is kept up to date with the entries of a pattern. */
export interface Derived {
  added(entry: Entry): void;
  removed(entry: Entry): void;
}

/** One node a distinct pattern over all claims: the events that can match it, whatever its variables stand for. */
export class PatternNode {
  readonly pattern: Pattern;
  /** See `patternKey`. */
  readonly key: string;
  /** Certain and matching in every completion. */
  readonly sure = new EntryList();
  /** Those of them that are not known to the second. */
  readonly vague = new EntryList();
  /** What may not have happened, or not match. */
  readonly unsure = new EntryList();
  readonly watchers = new ReachIndex<Reaching>();
  readonly derived: Derived[] = [];
  /** How events match, kept for evaluations; the engine fills it. */
  readonly matches = new Map<string, Match>();
  /** Entries that it has taken in, whether or not they are still there. */
  taken = 0;
  uses = 0;
  drop: () => void = nothing;
  /** The last event that it was offered, so that it is offered each once. */
  offered = 0;
  readonly #named: readonly (readonly [ActorTest | undefined, 'actor' | 'target'])[];
  /** The participants that it asks for; null where these are no different names. */
  readonly #participants: readonly string[] | null;
  readonly #isPlain: boolean;
  readonly #isClosed: boolean;

  constructor(pattern: Pattern) {
    this.pattern = pattern;
    this.key = patternKey(pattern);
    this.#named = [
      [pattern.actor, 'actor'],
      [pattern.target, 'target'],
    ];
    this.#participants = namesOnly(pattern.participants ?? []);
    this.#isPlain = [pattern.where, pattern.sources].every((test) => test === undefined);
    this.#isClosed = isClosed(pattern);
  }

  /** The entry that an event makes here; null where it matches in no completion. */
  entryOf(event: WorldEvent, evidence: Pick<Surroundings, 'affiliationsOf'>): Entry | null {
    const { from, to } = event.interval;
    const match = this.#isByName(event) ? always : openMatch(evidence, this.pattern, event);
    if (match.truth === 'no') return null;
    return {
      node: this,
      event,
      low: from,
      high: to - 1,
      match,
      sure: this.#isClosed && event.status === 'certain' && match.truth === 'yes',
    };
  }

  add(entry: Entry): void {
    this.taken += 1;
    if (entry.sure) this.sure.add(entry);
    else this.unsure.add(entry);
    if (entry.sure && entry.low < entry.high) this.vague.add(entry);
    for (const each of this.derived) each.added(entry);
  }

  remove(entry: Entry): void {
    if (entry.sure) this.sure.remove(entry);
    else this.unsure.remove(entry);
    if (entry.sure && entry.low < entry.high) this.vague.remove(entry);
    this.matches.delete(entry.event.id);
    for (const each of this.derived) each.removed(entry);
  }

  /** Entries, whatever they reach over. */
  get size(): number {
    return this.sure.size + this.unsure.size;
  }

  /** Whether nothing that overlaps `[from, until)` is in doubt. */
  isClear(from: number, until: number): boolean {
    return !this.unsure.meets(from, until) && !this.vague.meets(from, until);
  }

  /** Events that overlap `[from, until)`, in the engine's order. */
  eventsWithin(from: number, until: number): readonly WorldEvent[] {
    const sure = this.sure.overlapping(from, until);
    const unsure = this.unsure.overlapping(from, until);
    if (unsure.length === 0) return sure.map(({ event }) => event);
    const all = new EntryList();
    for (const entry of sure) all.add(entry);
    for (const entry of unsure) all.add(entry);
    return all.entries.map(({ event }) => event);
  }

  /** Whether the event matches by the very names that the pattern asks for. */
  #isByName(event: WorldEvent): boolean {
    if (!this.#isPlain || this.#participants === null) return false;
    for (const name of this.#participants) if (!event.participants.includes(name)) return false;
    return this.#named.every(([test, side]) => test === undefined || test === event[side]);
  }
}

/** Null where an event could name all of them and yet not have another participant for each. */
function namesOnly(tests: readonly ParticipantTest[]): readonly string[] | null {
  const names = tests.filter((test) => typeof test === 'string');
  return new Set(names).size === tests.length ? names : null;
}

const keys = new WeakMap<Pattern, string>();

/** One text for one pattern, in however many objects it comes. */
export function patternKey(pattern: Pattern): string {
  const known = keys.get(pattern) ?? canonicalJson(pattern);
  keys.set(pattern, known);
  return known;
}

/** Every pattern object of a term, however often it is found. */
export function patternsWithin(term: unknown, found: Pattern[] = []): readonly Pattern[] {
  if (typeof term !== 'object' || term === null) return found;
  if ('op' in term && term.op === 'match') found.push(term as Pattern);
  else for (const part of Object.values(term)) patternsWithin(part, found);
  return found;
}

/** What a node that nobody shares yet does when it is dropped. */
export function nothing(): void {}

const always: Match = { truth: 'yes', doubts: [] };
