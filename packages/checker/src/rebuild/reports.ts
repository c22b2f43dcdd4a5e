import type { WorldRecord } from '@casus/domain/records';
import { v5 } from 'uuid';
import { agree, refuse } from '../refusal.ts';
import type { Read } from './records.ts';
import { emptyRegisters } from './registers.ts';
import type { Registers } from './registers.ts';
import { saidBy } from './said.ts';
import type { Said } from './said.ts';

/** A report with all that the records given say of it. */
export interface Report {
  readonly reportId: string;
  readonly source: string;
  /** What it says now, or said last; null while it is only named. */
  readonly said: Said | null;
  readonly isLive: boolean;
  readonly firstLogTime: number;
  /** Set apart from what its link key says. */
  readonly apart: boolean;
  readonly ruling: { readonly value: 'happened' | 'did-not-happen' | 'open'; readonly offset: number } | null;
}

/** What the records given come to: reports, what links them, and the registers as they stand at the end. */
export interface Reported {
  readonly reports: ReadonlyMap<string, Report>;
  /** Groups of reports that a curator has linked. */
  readonly links: readonly ReadonlySet<string>[];
  readonly registers: Registers;
}

interface Revision {
  readonly reportId: string;
  readonly source: string;
  /** Null for a curator's word. */
  readonly revision: number | null;
  readonly state: 'content' | 'retracted' | 'lifted';
  readonly said: Said | null;
  readonly offset: number;
  readonly logTime: number;
}

interface Gathering {
  readonly registers: Registers;
  readonly revisions: Revision[];
  readonly apart: Set<string>;
  readonly rulings: Map<string, NonNullable<Report['ruling']>>;
  links: Set<string>[];
}

export function reportsIn(records: readonly Read<WorldRecord>[]): Reported {
  const gathering: Gathering = {
    registers: emptyRegisters(),
    revisions: [],
    apart: new Set(),
    rulings: new Map(),
    links: [],
  };
  for (const record of records) gather(gathering, record);
  const { registers, revisions, links } = gathering;
  const byReport = Map.groupBy(revisions, ({ reportId }) => reportId);
  const reports = [...byReport.values()].map((all) => reportOf(gathering, all));
  return { registers, links, reports: new Map(reports.map((each) => [each.reportId, each])) };
}

function gather(gathering: Gathering, record: Read<WorldRecord>): void {
  const { registers, apart, rulings } = gathering;
  switch (record.name) {
    case 'type-registered':
      registers.types.set(record.data.type, record.data);
      return;
    case 'source-registered':
      registers.sources.set(record.data.source, record.data);
      return;
    case 'actor-registered':
      registers.actors.set(record.data.actor, record.data);
      return;
    case 'report-filed':
    case 'report-retracted':
    case 'report-overridden':
      gathering.revisions.push(revisionOf(registers, record));
      return;
    case 'events-linked':
      gathering.links.push(new Set(record.data.reportIds));
      return;
    case 'events-unlinked': {
      const named = new Set(record.data.reportIds);
      for (const reportId of named) apart.add(reportId);
      gathering.links = gathering.links.map((each) => each.difference(named));
      return;
    }
    case 'event-ruled':
      rulings.set(record.data.reportId, { value: record.data.ruling, offset: record.offset });
      return;
    case 'source-caught-up':
    case 'source-read':
      return;
    case 'fluent-registered':
    case 'clock-ticked':
      refuse(`record ${record.id} tells nothing of reports`);
  }
}

type RevisionRecord = Extract<
  Read<WorldRecord>,
  { name: 'report-filed' | 'report-retracted' | 'report-overridden' }
>;

/** What the ids of reports are made from. */
const sourceIds = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a01';

function revisionOf(registers: Registers, record: RevisionRecord): Revision {
  const { data } = record;
  agree('the id of a report', data.reportId, v5(data.ref, v5(data.source, sourceIds)));
  agree('the key of a report', record.key, data.reportId);
  if ('revision' in data) agree('the id of a record', record.id, v5(String(data.revision), data.reportId));
  const { reportId, source } = record.data;
  const { offset, logTime } = record;
  const common = { reportId, source, offset, logTime, said: null };
  switch (record.name) {
    case 'report-retracted':
      return { ...common, revision: record.data.revision, state: 'retracted' };
    case 'report-filed': {
      const said = saidBy(registers, record, source, record.data.content);
      return { ...common, revision: record.data.revision, state: 'content', said };
    }
    case 'report-overridden': {
      const { override } = record.data;
      const said = override.state === 'content' ? saidBy(registers, record, source, override.content) : null;
      return { ...common, revision: null, state: override.state, said };
    }
  }
}

/** The curator's last word counts until it is lifted, else the source's highest revision. */
function reportOf({ apart, rulings }: Gathering, all: readonly Revision[]): Report {
  const [first] = all;
  const { reportId = '', source = '' } = { ...first };
  const { counting, spoken } = countingIn(all);
  return {
    reportId,
    source,
    said: spoken,
    isLive: counting?.state === 'content',
    firstLogTime: Math.min(...all.map(({ logTime }) => logTime)),
    apart: apart.has(reportId),
    ruling: rulings.get(reportId) ?? null,
  };
}

/** The revision that counts, and what was said last. */
function countingIn(all: readonly Revision[]): { counting: Revision | undefined; spoken: Said | null } {
  const own = all
    .filter(({ revision }) => revision !== null)
    .toSorted((a, b) => Number(a.revision) - Number(b.revision) || a.offset - b.offset);
  const word = all.findLast(({ revision }) => revision === null);
  const counting = word !== undefined && word.state !== 'lifted' ? word : own.at(-1);
  const said = [...own, ...(counting ? [counting] : [])].findLast((each) => each.said !== null);
  return { counting, spoken: said?.said ?? null };
}
