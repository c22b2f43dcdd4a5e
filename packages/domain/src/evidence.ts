/**
 * What the claim engine reads: the world as known at one cut of the `world` topic, as a set. Nothing here
 * depends on the order in which reports came, but for their stamps. Times are UTC seconds, intervals
 * half-open `[from, to)`.
 */

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A live report that an event rests on. */
export interface ReportReference {
  readonly reportId: string;
  readonly source: string;
  readonly stance: 'asserts' | 'denies';
  /** Id and `world` offset of the record with the revision that counts now. */
  readonly recordId: string;
  readonly offset: number;
}

/**
 * One value of an attribute. A date is the instants it may stand for as an end: one for a day (its 24:00 in the
 * report's zone) or an instant, one a day for a range of days, ascending.
 */
export type AttributeValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly ends: readonly number[] };

export interface WorldEvent {
  /** For display and certificates; never compared by a claim. */
  readonly id: string;
  readonly type: string;
  /** Actor ids; participants for symmetric types, else actor and target (null: not known, matches nothing bound). */
  readonly participants: readonly string[];
  readonly actor: string | null;
  readonly target: string | null;
  /** The instant of the event lies in it; 1 second long when precise. */
  readonly interval: Interval;
  /** `possible` covers events below their quorum and disputed ones. Retracted events are not in the evidence. */
  readonly status: 'certain' | 'possible';
  /** Distinct values that live reports give: none listed = absent, more than one = they disagree. */
  readonly attributes: Readonly<Record<string, readonly AttributeValue[]>>;
  /**
   * What the event is about through `of`, followed to the last known report: the root's event id, or the dangling
   * name. Its own id when it names nothing. More than one where live reports disagree.
   */
  readonly roots: readonly string[];
  readonly reports: readonly ReportReference[];
  /** `world` log time (epoch ms) of its earliest live assertion. */
  readonly firstLogTime: number;
}

/** A stretch that a source has read completely for a type and all its subtypes. */
export interface CoverageStretch extends Interval {
  readonly source: string;
  /** A dotted type; `*` for all. */
  readonly type: string;
  /** Record that says so. */
  readonly recordId: string;
  readonly offset: number;
}

/** `actor` stands for `of` during the interval: a person for the country whose office it holds, an organ for its state. */
export interface Affiliation extends Interval {
  readonly actor: string;
  readonly of: string;
}

export interface Evidence {
  /** Next `world` offset: the evidence is the prefix before it. */
  readonly cut: number;
  /** Log time of the last record of the prefix, epoch ms. */
  readonly logTime: number;
  /** Events of the type or one of its subtypes, in no particular order. */
  eventsOf(type: string): readonly WorldEvent[];
  coverageOf(source: string): readonly CoverageStretch[];
  affiliationsOf(actor: string): readonly Affiliation[];
  /** True for a type whose events name participants in no order. */
  isSymmetric(type: string): boolean;
  /** Reports in scope of no known type: never possible events, but counted in certificates. */
  readonly unclassified: number;
  /** Records that could not be read: each a possible event of any kind, so nothing is covered while there is one. */
  readonly unreadable: number;
}

/** `type` is `ancestor` or below it: `meeting.held` within `meeting`, everything within `*`. */
export function isWithin(type: string, ancestor: string): boolean {
  return ancestor === '*' || type === ancestor || type.startsWith(`${ancestor}.`);
}
