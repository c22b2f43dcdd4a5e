import { recordIdOf, reportIdOf } from '../../identity.ts';
import { memoryRows } from '../../memory-rows.ts';
import type { WorldRecordInput } from '../../records/registry.ts';
import { worldRecord } from '../../records/write-record.ts';
import type { ReportContentInput } from '../../records/reports.ts';
import { registerRecords } from '../../registers/register-records.ts';
import type { Delivered } from '../../rows.ts';
import { foldWorld } from '../fold-world.ts';
import { events } from '../tables.ts';
import type { EventRow } from '../tables.ts';

/** A record and the log time that it gets, whatever stands before it. */
export interface Draft {
  readonly at: string;
  readonly id: string;
  readonly record: WorldRecordInput;
}

const reason = { textId: '0b9c1e7e-6d55-4b58-9d0b-1c5c8a3a3f01', hash: 'h' };
const by = 'curator-1';

export const idOf = (name: string): string => {
  const [source = '', ref = ''] = name.split('#');
  return reportIdOf(source, ref);
};

/** A report named `source#ref`; a revision is stamped by its own `at`. */
export function report(
  name: string,
  at: string,
  content: Partial<ReportContentInput> & { readonly type: string },
  revision = 0,
): Draft {
  const [source = '', ref = ''] = name.split('#');
  const reportId = idOf(name);
  const whole: ReportContentInput = {
    stance: 'asserts',
    occurred: { from: at.slice(0, 10), precision: 'day' },
    ...content,
  };
  const data = { reportId, source, ref, revision, content: whole };
  return { at, id: recordIdOf(reportId, revision), record: { name: 'report-filed', data } };
}

export function retracted(name: string, at: string, revision: number): Draft {
  const [source = '', ref = ''] = name.split('#');
  const reportId = idOf(name);
  const data = { reportId, source, ref, revision };
  return { at, id: recordIdOf(reportId, revision), record: { name: 'report-retracted', data } };
}

export function overridden(
  name: string,
  at: string,
  override: Extract<WorldRecordInput, { name: 'report-overridden' }>['data']['override'],
): Draft {
  const [source = '', ref = ''] = name.split('#');
  const data = { reportId: idOf(name), source, ref, by, reason, override };
  return { at, id: recordIdOf(idOf(name), Date.parse(at)), record: { name: 'report-overridden', data } };
}

export function linked(at: string, ...names: readonly string[]): Draft {
  const data = { reportIds: names.map(idOf), by };
  return { at, id: reportIdOf('linked', at), record: { name: 'events-linked', data } };
}

export function unlinked(at: string, ...names: readonly string[]): Draft {
  const data = { reportIds: names.map(idOf), by };
  return { at, id: reportIdOf('unlinked', at), record: { name: 'events-unlinked', data } };
}

export function ruled(at: string, name: string, ruling: 'happened' | 'did-not-happen' | 'open'): Draft {
  const data = { reportId: idOf(name), ruling, by, reason };
  return { at, id: reportIdOf('ruled', at), record: { name: 'event-ruled', data } };
}

export function other(at: string, record: WorldRecordInput): Draft {
  return { at, id: reportIdOf('other', at + JSON.stringify(record)), record };
}

/** The starting registers but for the countries, which stand for nobody but themselves. */
const registers = registerRecords()
  .filter(({ record }) => record.name !== 'actor-registered' || record.data.kind !== 'country')
  .map(({ id, record }) => ({ logTime: 0, ...worldRecord(id, record) }));

/** The starting registers, then the drafts in the order given. */
export function delivered(drafts: readonly Draft[]): readonly Delivered[] {
  const rest = drafts.map(({ at, id, record }) => ({ logTime: Date.parse(at), ...worldRecord(id, record) }));
  return [...registers, ...rest].map((record, offset) => ({
    position: { topic: 'world', partition: 0, offset },
    key: 'key',
    ...record,
  }));
}

export function rowsOf(drafts: readonly Draft[]): ReturnType<typeof memoryRows> {
  const rows = memoryRows();
  for (const record of delivered(drafts)) foldWorld(rows, record);
  return rows;
}

/** The events that the drafts come to, in order of time. */
export function eventsOf(drafts: readonly Draft[]): readonly EventRow[] {
  return [...rowsOf(drafts).all(events).values()].toSorted(
    (a, b) => a.interval.from - b.interval.from || (a.eventId < b.eventId ? -1 : 1),
  );
}
