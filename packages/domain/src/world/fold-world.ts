import type { z } from 'zod';
import type { recordDiscarded } from '../records/keeping.ts';
import { readWorldRecord } from '../records/registry.ts';
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
  'record-discarded': foldRecordDiscarded,
};

/**
 * Folds a record of the topic `world`. Total: what cannot be read is kept as unreadable. The events that come out
 * depend on the set of records and their stamps, and on the order of registers, curators and one report's revisions.
 */
export function foldWorld(rows: Rows, record: Delivered): void {
  const read = readWorldRecord(record);
  if (read === 'header') return;
  if (read === 'unreadable') keepUnreadable(rows, record);
  else apply(rows, read, record);
}

function apply<R extends WorldRecord>(rows: Rows, read: R, record: Delivered): void {
  // the fold under a name takes the data that the union pairs with that name
  const fold = folds[read.name] as Fold<R['data']>;
  fold(rows, read.data, record);
}

function keepUnreadable(rows: Rows, { position, type }: Delivered): void {
  const { topic, partition, offset } = position;
  rows.put(unreadable, placeOf(position), { topic, partition, offset, type, discardedBy: null });
  count(rows, 'unreadable', 1);
}

function foldRecordDiscarded(rows: Rows, data: z.infer<typeof recordDiscarded>): void {
  if (data.topic !== 'world') return;
  const row = rows.get(unreadable, placeOf(data));
  if (row === undefined || row.discardedBy !== null) return count(rows, 'misplaced', 1);
  rows.put(unreadable, placeOf(data), { ...row, discardedBy: data.by });
  count(rows, 'unreadable', -1);
}

function placeOf({ partition, offset }: { readonly partition: number; readonly offset: number }): string {
  return `${partition}@${offset}`;
}
