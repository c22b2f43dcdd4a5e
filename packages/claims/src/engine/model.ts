import type { Evidence, Interval, WorldEvent } from '@casus/domain/evidence';
import type { EventTerm, Fluent, Pattern, Scalar, Term } from '../language/terms.ts';
import type { IntervalSet } from '../time/interval-set.ts';
import type { CoverageSource } from './coverage.ts';
import type { Truth } from './truth.ts';

/** The words in which the terms of the engine speak to each other. */

/** Something about a known event that completions differ in. */
export interface Doubt {
  readonly kind: 'happened' | 'instant' | 'attribute' | 'date';
  readonly event: WorldEvent;
  /** Of an attribute or date. */
  readonly attribute?: string;
}

/** Doubts gathered from several places, by reference: thousands of things in doubt for the same reasons copy none. */
export type Doubts = readonly (Doubt | Doubts)[];

/** What the outcome was seen to depend on. */
export interface Notes {
  readonly doubts: Map<string, Doubt>;
  /** Lists that are in it already. */
  readonly lists: Set<Doubts>;
}

/** A value that neither the claim nor any of its events names. */
export const otherValue = Symbol('other');
export type Completed = Scalar | readonly string[] | typeof otherValue;

/** What a cell takes for settled about an event. */
export interface Choice {
  readonly happened?: boolean;
  readonly within?: Interval;
  readonly attributes?: Readonly<Record<string, Completed>>;
  readonly ends?: Readonly<Record<string, number>>;
}

/** A part of all completions: those in which each event is as chosen. Events without a choice are left open. */
export type Cell = ReadonlyMap<string, Choice>;

/** An event as it stands in a cell. */
export interface CellEvent {
  readonly event: WorldEvent;
  /** First and last second at which it may have happened. */
  readonly low: number;
  readonly high: number;
  readonly sure: boolean;
  readonly choice: Choice;
}

/** An instant that lies between both bounds, included. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Something that an event term may yield. In every completion of the cell it is one of `events` (the first of
 * several that overlap; else there is only one), between `low` and `high`, both included.
 */
export interface Occurrence {
  readonly events: readonly WorldEvent[];
  readonly low: number;
  readonly high: number;
  /** In every completion of the cell the term yields it. */
  readonly sure: boolean;
  /** Why it is not sure, or where exactly it lies. */
  readonly doubts: Doubts;
}

/** In every completion: the sure ones, some of the others, and any number of unknown ones at `unknown`. */
export interface Occurrences {
  readonly known: readonly Occurrence[];
  readonly unknown: IntervalSet;
}

/** A second in which a fluent may begin to hold or cease to, and the event or date that makes it so. */
export interface Edge extends Range {
  readonly kind: 'start' | 'end';
  /** As reported, shifted by the lapse: what ties are judged by. Null for an edge that nothing known makes. */
  readonly interval: Interval | null;
  readonly by: string | null;
}

/** An opening or ending, with the seconds that it can bear on. */
export interface Part extends Range {
  readonly occurrence: Occurrence;
}

/** What is known of a fluent in all completions of a cell. */
export interface FluentState {
  /** Seconds at which it holds in every completion, and in some. */
  readonly sure: IntervalSet;
  readonly possible: IntervalSet;
  /** Seconds at which it may be on while it was off the second before, and the reverse. */
  readonly rises: IntervalSet;
  readonly falls: IntervalSet;
  /** Seconds at which something unread may make it turn, beside or instead of what is known. */
  readonly unreadTurns: IntervalSet;
  readonly edges: readonly Edge[];
  /** Ids of events that surely make it hold at their own instant. */
  readonly openers: ReadonlySet<string>;
  readonly parts: readonly Part[];
}

/** The value that a name stands for; null where completions differ. */
export type Bound = Completed | null;

export interface Binding {
  readonly value: Bound;
  /** Of the event that binds, where they leave the value open. */
  readonly doubts: Doubts;
}

/** The event that a relative window counts from. */
export interface Anchor {
  /** Null for an event that nobody has reported yet. */
  readonly event: WorldEvent | null;
  readonly low: number;
  readonly high: number;
}

/** Whether an event matches a pattern, and the doubts that make it a maybe. */
export interface Match {
  readonly truth: Truth;
  readonly doubts: Doubts;
}

/** What every term is evaluated in: one cell of the completions, with or without unknown events. */
export interface Frame {
  readonly evidence: Evidence;
  readonly sources: readonly CoverageSource[];
  readonly cell: Cell;
  /** Whether events may exist that nobody has read yet. */
  readonly unknowns: boolean;
  readonly variables: ReadonlyMap<string, Binding>;
  readonly anchors: ReadonlyMap<string, Anchor>;
  /** Doubts that the outcome was seen to depend on, filled while evaluating. */
  readonly noted: Notes;
  /** Results of terms that no binding changes, within this cell. */
  readonly memo: Map<Term, unknown>;
  readonly terms: Terms;
  /** What does not depend on the cell, shared by all cells of an evaluation. */
  readonly shared: Shared;
}

export interface Shared {
  /** Where events can matter to the claim; others are left out. */
  readonly reach: Interval;
  readonly candidates: Map<Pattern, readonly WorldEvent[]>;
  /** How events match patterns where no cell has chosen anything about them. */
  readonly matches: Map<Pattern, Map<string, Match>>;
  /** See `criticalInstants`. */
  readonly critical: Map<Term, readonly number[]>;
  readonly uncovered: Map<Pattern, IntervalSet>;
  /** Constants that the claim compares an attribute with. */
  readonly constants: ReadonlyMap<string, readonly Scalar[]>;
}

/** How terms evaluate the terms inside them. */
export interface Terms {
  occurrences(frame: Frame, term: EventTerm): Occurrences;
  fluent(frame: Frame, fluent: Fluent): FluentState;
}
