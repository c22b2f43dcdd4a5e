import type { Fate } from '../parking/take-in.ts';
import { readWorldRecord, UnreadableRecord } from '../records/registry.ts';
import type { WorldRecord } from '../records/registry.ts';
import type { Delivered, Rows } from '../rows.ts';
import { count } from './counters.ts';
import { foldSourceCaughtUp, foldSourceRead } from './fold-coverage.ts';
import { foldEventRuled, foldEventsLinked, foldEventsUnlinked } from './fold-links.ts';
import {
  foldActorRegistered,
  foldFluentRegistered,
  foldSourceRegistered,
  foldTypeRegistered,
} from './fold-registers.ts';
import { foldReportFiled, foldReportOverridden, foldReportRetracted } from './fold-reports.ts';
import { unreadable } from './tables.ts';

type Fold<Data> = (rows: Rows, data: Data, record: Delivered) => void;
type Folds = { readonly [R in WorldRecord as R['name']]: Fold<R['data']> };

const folds: Folds = {
  'report-filed': foldReportFiled,
  'report-overridden': foldReportOverridden,
  'report-retracted': foldReportRetracted,
  'events-linked': foldEventsLinked,
  'events-unlinked': foldEventsUnlinked,
  'event-ruled': foldEventRuled,
  'type-registered': foldTypeRegistered,
  'actor-registered': foldActorRegistered,
  'source-registered': foldSourceRegistered,
  'fluent-registered': foldFluentRegistered,
  'source-caught-up': foldSourceCaughtUp,
  'source-read': foldSourceRead,
  'clock-ticked': () => {},
};

/**
 * Folds a record of the topic `world`. The events that come out depend on the set of records and their stamps, and
 * on the order of registers, curators and one report's revisions.
 * @throws {UnreadableRecord}
 */
export function foldWorld(rows: Rows, record: Delivered): void {
  const read = readWorldRecord(record);
  if (read === 'header') return;
  if (read === 'unreadable') throw new UnreadableRecord(record);
  apply(rows, read, record);
}

function apply<R extends WorldRecord>(rows: Rows, read: R, record: Delivered): void {
  // the fold under a name takes the data that the union pairs with that name
  const fold = folds[read.name] as Fold<R['data']>;
  fold(rows, read.data, record);
}

/** Keeps count of records that are parked: each may be any event, until it is folded or given up. */
export function foldWorldFate(rows: Rows, { position, type }: Delivered, fate: Fate): void {
  const { topic, partition, offset } = position;
  const place = `${partition}@${offset}`;
  const row = rows.get(unreadable, place);
  if (fate === 'released') {
    rows.remove(unreadable, place);
    count(rows, 'unreadable', -1);
  } else if (typeof fate === 'object') {
    rows.put(unreadable, place, { topic, partition, offset, type, discardedBy: fate.discardedBy });
    count(rows, 'unreadable', -1);
  } else if (!row) {
    rows.put(unreadable, place, { topic, partition, offset, type, discardedBy: null });
    count(rows, 'unreadable', 1);
  }
}
