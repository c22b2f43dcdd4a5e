/**
 * The claim language as it is stored: JSON, all times UTC seconds, all durations whole seconds. Dates and
 * durations that people write (`2025-08-06`, `30d`) are compiled into it by `compileClaim`.
 */

export type Comparison = '<' | '<=' | '=' | '!=' | '>=' | '>';

/** A name bound by an earlier pattern: the value that its event has in this place. */
export interface Variable {
  readonly var: string;
}

/** Matches by id, or through an affiliation that holds at the event's time. A null actor matches nothing. */
export type ActorTest =
  | string
  | Variable
  | { readonly not: string | Variable }
  | { readonly in: readonly string[] };

export type Scalar = string | number | boolean;

/** A list attribute `is` a value that it contains; `not` is the opposite of `is`. */
export type AttributeTest =
  | { readonly attribute: string; readonly is: Scalar | Variable }
  | { readonly attribute: string; readonly not: Scalar | Variable }
  | { readonly attribute: string; readonly in: readonly Scalar[] };

export type ParticipantTest = string | { readonly in: readonly string[] };

export interface Pattern {
  readonly op: 'match';
  /** With all subtypes; any of several. */
  readonly type: string | readonly string[];
  readonly actor?: ActorTest;
  readonly target?: ActorTest;
  /** A subset of the event's participants, each matched by another one. */
  readonly participants?: readonly ParticipantTest[];
  readonly where?: readonly AttributeTest[];
  /** Only what one of these sources asserts. */
  readonly sources?: readonly string[];
}

/** How an event counts whose interval overlaps that of an edge of the spell. */
export type Ties = 'unknown' | 'inside' | 'outside';

export type EventTerm =
  | Pattern
  | { readonly op: 'during'; readonly event: EventTerm; readonly fluent: Fluent; readonly ties: Ties }
  /** Events that follow one of `earlier` by more than `moreThan` and at most `atMost` seconds. */
  | {
      readonly op: 'after';
      readonly event: EventTerm;
      readonly earlier: EventTerm;
      readonly moreThan: number;
      readonly atMost: number;
    }
  /** Instants of the event with none of it in the `quiet` seconds before. */
  | { readonly op: 'starts'; readonly event: EventTerm; readonly quiet: number }
  /** The n-th in the window; at equal instants all of them. */
  | { readonly op: 'nth'; readonly n: number; readonly event: EventTerm; readonly window: Window };

export interface LapsingOpening {
  readonly event: Pattern;
  readonly lapse: number;
}

/** Holds until the date in an attribute plus `grace`, at most `longest` seconds. */
export interface DatedOpening {
  readonly event: Pattern;
  readonly until: { readonly attribute: string; readonly grace: number };
  readonly longest: number;
}

export type Opening = LapsingOpening | DatedOpening;

export interface Ending {
  readonly event: Pattern;
  /** `only`: what is, or names through `of`, the same root. */
  readonly ends: 'all' | 'only';
}

/** A dated opening that no event of the log made, with what it rests on. */
export interface Seed {
  readonly at: number;
  readonly end: number;
  readonly evidence: string;
}

export interface Hold {
  readonly op: 'hold';
  readonly openings: readonly Opening[];
  readonly endings: readonly Ending[];
  readonly seed?: Seed;
}

export type Fluent =
  | Hold
  | { readonly op: 'quiet'; readonly event: EventTerm }
  | { readonly op: 'and'; readonly of: readonly Fluent[] }
  | { readonly op: 'or'; readonly of: readonly Fluent[] }
  | { readonly op: 'not'; readonly fluent: Fluent };

/** What an attribute's schema allows; both bounds are possible values. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** `[from, until)`, with the zone's offsets that day buckets and sentences are rendered by. */
export interface Between {
  readonly op: 'between';
  readonly from: number;
  readonly until: number;
  readonly zone: string;
  /** `[since, offset]` in seconds, ascending: local time is UTC + offset from `since` on. */
  readonly offsets: readonly (readonly [number, number])[];
}

export type Window =
  | Between
  /** `(x + moreThan, x + atMost]` of the event bound as `of`. */
  | { readonly op: 'relative'; readonly of: string; readonly moreThan: number; readonly atMost: number }
  /** The spell of the fluent that holds at the window's start, else the first to start in it; clipped to it. */
  | { readonly op: 'spell'; readonly fluent: Fluent; readonly window: Between; readonly ties: Ties };

export type Measure =
  | { readonly op: 'count'; readonly event: EventTerm; readonly window: Window; readonly by: 'event' | 'day' }
  /** Different values that a variable of the event's pattern takes. */
  | { readonly op: 'distinct'; readonly event: EventTerm; readonly var: string; readonly window: Window }
  /** Of a number among the attributes; one that is absent lies anywhere in `range`. */
  | {
      readonly op: 'sum';
      readonly event: EventTerm;
      readonly attribute: string;
      readonly range: NumberRange;
      readonly window: Window;
    }
  /** The most events of the window within one stretch of `span` seconds. */
  | { readonly op: 'maxWindow'; readonly event: EventTerm; readonly window: Window; readonly span: number }
  /** The longest spell of those that start in the window, in seconds; cut at `measuredTo`, or the window's end. */
  | {
      readonly op: 'maxRun';
      readonly fluent: Fluent;
      readonly window: Window;
      readonly measuredTo?: number;
    }
  /** Seconds for which the fluent holds. */
  | { readonly op: 'length'; readonly fluent: Fluent; readonly window: Window }
  /** UTC second of the first event; infinite when there is none. */
  | { readonly op: 'time'; readonly event: EventTerm; readonly window: Window };

export type ClaimValue = 'true' | 'false' | 'void';

export type Claim =
  | {
      readonly op: 'compare';
      readonly measure: Measure;
      readonly is: Comparison;
      readonly value: number | { readonly times: number; readonly measure: Measure; readonly plus: number };
    }
  | { readonly op: 'at'; readonly fluent: Fluent; readonly time: number }
  /** A spell starts, or is over for the first second, in the window. */
  | { readonly op: 'edge'; readonly fluent: Fluent; readonly edge: 'start' | 'end'; readonly window: Window }
  | {
      readonly op: 'for';
      readonly each: 'all' | 'some' | 'first';
      readonly as: string;
      readonly event: EventTerm;
      readonly within: Between;
      readonly claim: Claim;
      /** The value where there is none: by default true for all, false for some, void for first. */
      readonly onEmpty?: ClaimValue;
    }
  | { readonly op: 'and'; readonly of: readonly Claim[] }
  | { readonly op: 'or'; readonly of: readonly Claim[] }
  | { readonly op: 'not'; readonly claim: Claim }
  /** The claim where the condition is true, else void. */
  | { readonly op: 'given'; readonly claim: Claim; readonly condition: Claim };

/** An option comes about iff its claim is true and all before it are false; the last is what is left over. */
export interface Choice {
  readonly op: 'choice';
  readonly options: readonly { readonly name: string; readonly claim: Claim | null }[];
}

/** What a question asks, by its kind: whether, how much or when, which. */
export type Asked = Claim | Measure | Choice;

export type TimeMeasure = Measure & { readonly op: 'time' };

/** Any node of the language. */
export type Term = EventTerm | Fluent | Window | Asked;
