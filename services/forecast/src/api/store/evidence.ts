import type { ActorRow, CoverageRow, EventRow, ReportRow, TypeRow } from '@casus/domain/world';
import { evidenceOf } from '@casus/domain/world-memory';
import type { WorldRows } from '@casus/domain/world-memory';
import type { Evidence } from '@casus/domain/evidence';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

/**
 * What the engine reads of the world at the view's cut, for events of these types with their subtypes; `*` for all.
 */
export async function loadEvidence(view: View, types: readonly string[]): Promise<Evidence> {
  const events = await loadEvents(view, types);
  const reports = await loadReports(view, events);
  const joins = await loadJoins(view, reports.values());
  const [actors, typeRows, coverage, counters] = await loadRegisters(view);
  const byType = Map.groupBy(events, ({ type }) => type);
  const bySource = Map.groupBy(coverage, ({ source }) => source);
  const rows: WorldRows = {
    cut: view.cut.world[0] ?? 0,
    logTime: await worldLogTime(view),
    eventTypes: [...byType.keys()],
    events: (type) => byType.get(type) ?? [],
    report: (reportId) => reports.get(reportId),
    join: (node) => joins.get(node),
    coverage: (source) => bySource.get(source) ?? [],
    actor: (actor) => actors.get(actor),
    type: (type) => typeRows.get(type),
    counter: (counter) => counters.get(counter) ?? 0,
  };
  return evidenceOf(rows);
}

async function loadEvents(view: View, types: readonly string[]): Promise<readonly EventRow[]> {
  const { rows } = await view.db.query<{ row: EventRow }>(
    `select data as row from ${rowsOf(view, 'events')} as event where exists (
       select from unnest($1::text[]) as wanted (type)
       where wanted.type = '*' or event.type = wanted.type or starts_with(event.type, wanted.type || '.'))
     order by key`,
    [types],
  );
  return rows.map(({ row }) => row);
}

/** Reports that the events name through `of`, and those that these name in turn. */
async function loadReports(view: View, events: readonly EventRow[]): Promise<ReadonlyMap<string, ReportRow>> {
  const found = new Map<string, ReportRow>();
  let wanted = [...new Set(events.flatMap(({ of }) => of))];
  while (wanted.length > 0) {
    const { rows } = await view.db.query<{ row: ReportRow }>(
      `select data as row from ${rowsOf(view, 'reports')} as report where key = any($1)`,
      [wanted],
    );
    for (const { row } of rows) found.set(row.reportId, row);
    const named = rows.flatMap(({ row }) => row.standing?.of ?? []);
    wanted = [...new Set(named)].filter((reportId) => !found.has(reportId));
  }
  return found;
}

async function loadJoins(
  view: View,
  reports: Iterable<ReportRow>,
): Promise<ReadonlyMap<string, { readonly eventId: string }>> {
  const nodes = [...reports].flatMap(({ node }) => node ?? []);
  return rowsByKey(view, 'joins', nodes);
}

type Registers = readonly [
  ReadonlyMap<string, ActorRow>,
  ReadonlyMap<string, TypeRow>,
  readonly CoverageRow[],
  ReadonlyMap<string, number>,
];

async function loadRegisters(view: View): Promise<Registers> {
  const actors = await rowsByKey<ActorRow>(view, 'actors');
  const types = await rowsByKey<TypeRow>(view, 'types');
  const coverage = await rowsByKey<CoverageRow>(view, 'coverage');
  const counters = await rowsByKey<{ count: number }>(view, 'counters');
  const counts = new Map([...counters].map(([name, { count }]) => [name, count]));
  return [actors, types, [...coverage.values()], counts];
}

async function rowsByKey<Row>(
  view: View,
  table: 'actors' | 'types' | 'coverage' | 'counters' | 'joins',
  keys: readonly string[] | null = null,
): Promise<ReadonlyMap<string, Row>> {
  const { rows } = await view.db.query<{ key: string; row: Row }>(
    `select key, data as row from ${rowsOf(view, table)} as row
     where $1::text[] is null or key = any($1) order by key`,
    [keys],
  );
  return new Map(rows.map(({ key, row }) => [key, row]));
}

/** Log time of the last record of the world that the view has, epoch milliseconds. */
async function worldLogTime({ db, cut }: View): Promise<number> {
  const { rows } = await db.query<{ time: string | null }>(
    `select max(log_time) as time from read.steps where topic = 'world' and next_offset <= $1`,
    [cut.world[0] ?? 0],
  );
  return Number(rows[0]?.time ?? 0);
}
