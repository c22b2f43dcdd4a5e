import type { AttributeValue, Interval } from '../evidence.ts';
import type { ActorRegistered, SourceRegistered, TypeRegistered } from '../records/registers.ts';
import type { ReportContent } from '../records/reports.ts';
import type { Table } from '../rows.ts';

/**
 * Rows of the world fold, plain JSON. Times are UTC seconds, but for log times in epoch milliseconds; offsets are of
 * the topic `world`.
 */

/** What one revision says, as read with the registers that stood at its position. */
export interface Standing {
  readonly recordId: string;
  readonly offset: number;
  readonly logTime: number;
  readonly stance: 'asserts' | 'denies';
  readonly type: string;
  /** `event`: part of one. Else why it is not: no known type, no readable date, said to begin after its own log time. */
  readonly kept: 'event' | 'unclassified' | 'undated' | 'ahead';
  readonly symmetric: boolean;
  readonly quorum: number;
  readonly participants: readonly string[];
  readonly actor: string | null;
  readonly target: string | null;
  readonly interval: Interval;
  /** Null for anything that names more than one day: it is linked by hand only. */
  readonly linkKey: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Attributes that the type's schema does not allow: as if absent. */
  readonly mismatched: readonly string[];
  /** Report id that it moves, cancels or denies. */
  readonly of: string | null;
  readonly source: string;
  readonly owner: string;
  /** Actors that the source speaks for. */
  readonly official: readonly string[];
  /** The actor of a directed act, and all it stands for at the time. */
  readonly actorSide: readonly string[];
  /** Everybody who takes part, and all they stand for at the time. */
  readonly sides: readonly string[];
}

/** One record on a report: a revision by its source, or a curator's word. */
export interface RevisionRow {
  readonly reportId: string;
  readonly recordId: string;
  readonly source: string;
  readonly ref: string;
  /** Null for a curator's word. */
  readonly revision: number | null;
  readonly state: 'content' | 'retracted' | 'lifted';
  readonly content: ReportContent | null;
  readonly standing: Standing | null;
  /** A curator's pseudonymous id. */
  readonly by: string | null;
  readonly reasonTextId: string | null;
  readonly offset: number;
  readonly logTime: number;
}

export interface ReportRow {
  readonly reportId: string;
  /** Null while other records name the report and nobody has sent it. */
  readonly source: string | null;
  readonly ref: string | null;
  /** What it says now, or said last. */
  readonly standing: Standing | null;
  /** False once it is taken back. */
  readonly live: boolean;
  /** Of its first record; null while it is only named. */
  readonly firstLogTime: number | null;
  /** Where it stands in the graph of links: its link key, or itself alone; null for what is part of no event. */
  readonly node: string | null;
  /** Set apart once by a curator: its link key binds it no more. */
  readonly apart: boolean;
  /** Keys of `links` that hold it. */
  readonly links: readonly string[];
  /** Reports that deny this one by its id. */
  readonly deniedBy: readonly string[];
  /** The last word of a curator on its event, said of this report. */
  readonly ruling: { readonly value: 'happened' | 'did-not-happen' | 'open'; readonly offset: number } | null;
}

/** Reports that a curator has linked. */
export interface LinkRow {
  readonly reportIds: readonly string[];
  readonly by: string;
  readonly offset: number;
}

export interface EventReport {
  readonly reportId: string;
  readonly source: string;
  readonly stance: 'asserts' | 'denies';
  readonly live: boolean;
  readonly recordId: string;
  readonly offset: number;
}

export interface EventRow {
  readonly eventId: string;
  readonly type: string;
  readonly symmetric: boolean;
  readonly participants: readonly string[];
  readonly actor: string | null;
  readonly target: string | null;
  readonly interval: Interval;
  /** Its reports have no instant, or no type, in common: the interval is their hull. */
  readonly conflicting: boolean;
  readonly status: 'certain' | 'possible' | 'disputed' | 'retracted';
  readonly ruling: 'happened' | 'did-not-happen' | null;
  /** Distinct values of live assertions, in a stable order. */
  readonly attributes: Readonly<Record<string, readonly AttributeValue[]>>;
  /** Reports that its live assertions name through `of`. */
  readonly of: readonly string[];
  readonly reports: readonly EventReport[];
  /** Log time of the earliest live assertion, or of the earliest at all once it is retracted. */
  readonly firstLogTime: number;
}

export interface CoverageRow {
  readonly source: string;
  readonly type: string;
  /** None within another; ascending. */
  readonly stretches: readonly Stretch[];
}

export interface Stretch extends Interval {
  readonly recordId: string;
  readonly offset: number;
}

export interface ActorRow extends Omit<ActorRegistered, 'affiliations'> {
  readonly affiliations: readonly DatedAffiliation[];
  readonly offset: number;
}

export interface DatedAffiliation extends Interval {
  readonly of: string;
  readonly as: 'office' | 'organ' | 'member';
  readonly title: string | null;
}

export type TypeRow = TypeRegistered & { readonly offset: number };
export type SourceRow = SourceRegistered & { readonly offset: number };

export interface FluentRow {
  readonly fluent: string;
  readonly title: string;
  readonly definition: unknown;
  readonly offset: number;
}

/** A record that is parked, or was. */
export interface UnreadableRow {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly type: string;
  /** Curator's pseudonymous id, once it was given up. */
  readonly discardedBy: string | null;
}

/** How many live reports, or records, are in a state that certificates and operators count. */
export interface CounterRow {
  readonly counter: Counter;
  readonly count: number;
}

export type Counter =
  | 'unclassified'
  | 'undated'
  | 'ahead'
  | 'mismatched-attributes'
  | 'unknown-actors'
  | 'unreadable'
  /** Coverage said by a source that declares none. */
  | 'misplaced';

/** Key: record id. */
export const revisions: Table<RevisionRow> = { name: 'revisions', group: (row) => row.reportId };
/** Key: report id. */
export const reports: Table<ReportRow> = { name: 'reports', group: (row) => row.node ?? row.reportId };
/** Key: id of the record that linked. */
export const links: Table<LinkRow> = { name: 'links' };
/** Key: event id. */
export const events: Table<EventRow> = { name: 'events' };
/** Event ids by node, where links have joined a node to another one's event. */
export const joins: Table<{ readonly eventId: string }> = { name: 'joins' };
/** Key: `source type`. */
export const coverage: Table<CoverageRow> = { name: 'coverage', group: (row) => row.source };
export const types: Table<TypeRow> = { name: 'types' };
export const actors: Table<ActorRow> = { name: 'actors' };
export const sources: Table<SourceRow> = { name: 'sources' };
export const fluents: Table<FluentRow> = { name: 'fluents' };
/** Key: `partition@offset`. */
export const unreadable: Table<UnreadableRow> = { name: 'unreadable' };
export const counters: Table<CounterRow> = { name: 'counters' };
