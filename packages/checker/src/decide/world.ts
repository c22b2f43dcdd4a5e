import type { EventTerm, Fluent, Pattern, Window } from '@casus/claims/terms';
import type { Seconds, Stretch } from './seconds.ts';

/** A value of an attribute; a date as the instants at which it may end. */
export type Value = string | number | boolean | readonly string[] | { readonly ends: readonly number[] };

/** An event as its reports have it. */
export interface Fact {
  readonly id: string;
  readonly type: string;
  readonly participants: readonly string[];
  readonly actor: string | null;
  readonly target: string | null;
  readonly interval: Stretch;
  readonly status: 'certain' | 'possible';
  /** More than one where reports disagree. */
  readonly attributes: Readonly<Record<string, readonly Value[]>>;
  readonly roots: readonly string[];
  /** Sources that assert it. */
  readonly sources: readonly string[];
}

/** A value that an attribute is taken to have in a case; `other` is one that nobody names. */
export type Chosen =
  | { readonly value: string | number | boolean | readonly string[] }
  | { readonly other: true };

/** What a case takes for settled about an event. */
export interface Choice {
  readonly event: string;
  readonly happened: boolean | null;
  readonly within: Stretch | null;
  readonly attributes: Readonly<Record<string, Chosen>>;
  readonly ends: Readonly<Record<string, number>>;
}

/** What an event term may yield: one of the facts, between `low` and `high`, both included. */
export interface Happening {
  readonly facts: readonly Fact[];
  readonly low: number;
  readonly high: number;
  readonly sure: boolean;
}

export interface Happenings {
  readonly known: readonly Happening[];
  /** Seconds at which anything unread may come beside. */
  readonly unread: Seconds;
}

/** A second in which a fluent may turn, and the event that makes it; null: nothing that is known. */
export interface Edge {
  readonly kind: 'start' | 'end';
  readonly low: number;
  readonly high: number;
  /** As reported, moved by the lapse. */
  readonly interval: Stretch | null;
  readonly by: string | null;
}

/** When a fluent holds in all and in some completions of a case, and how it turns. */
export interface FluentCase {
  readonly sure: Seconds;
  readonly may: Seconds;
  readonly rises: Seconds;
  readonly falls: Seconds;
  /** Seconds at which something unread may make it turn. */
  readonly unreadTurns: Seconds;
  readonly edges: readonly Edge[];
  /** Events that surely make it hold when they happen. */
  readonly openers: ReadonlySet<string>;
  /** Openings and endings with the seconds that they bear on. */
  readonly parts: readonly { readonly happening: Happening; readonly low: number; readonly high: number }[];
}

/** How terms work out the terms inside them. */
export interface Terms {
  happenings(world: World, term: EventTerm): Happenings;
  fluent(world: World, fluent: Fluent): FluentCase;
}

/** A name in a claim: what it stands for; null where that is not known. */
export type Bound = Chosen | null;

export interface Anchor {
  readonly fact: Fact | null;
  readonly low: number;
  readonly high: number;
}

/** One case of all completions of some facts, with or without what is unread. */
export interface World {
  readonly facts: readonly Fact[];
  readonly choices: ReadonlyMap<string, Choice>;
  /** Seconds at which a fact that matches the pattern may be unread. */
  readonly unreadOf: (pattern: Pattern) => Seconds;
  /** When an actor stands for another one. */
  readonly standsFor: (actor: string, other: string) => Seconds;
  readonly names: ReadonlyMap<string, Bound>;
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly terms: Terms;
  /** What was worked out in this case under these names. */
  readonly memo: Map<EventTerm | Fluent | Window, unknown>;
}

/** Works out a term once a world. */
export function once<T>(world: World, term: EventTerm | Fluent | Window, compute: () => T): T {
  if (!world.memo.has(term)) world.memo.set(term, compute());
  return world.memo.get(term) as T;
}

export function withNames(world: World, names: ReadonlyMap<string, Bound>): World {
  return { ...world, names: new Map([...world.names, ...names]), memo: new Map() };
}

export function withAnchor(world: World, name: string, anchor: Anchor): World {
  return { ...world, anchors: new Map([...world.anchors, [name, anchor]]), memo: new Map() };
}
