import type { CitedRecord } from '../bundle/cited.ts';
import type { View } from '../view.ts';

/** Reports that bear on each other are looked for so many times. */
const mostRounds = 32;

/** What a bundle asks of the read schema: which records of `world` before the cut bear on what is cited. */
export interface Cited {
  /** The cut of the verdict, not of the view. */
  readonly cut: number;
  readonly records: readonly CitedRecord[];
  /** Sources that absence rests on. */
  readonly sources: readonly string[];
}

/**
 * Offsets of all that was said of the reports cited, of those that they name, are linked to or share a key with, and
 * of the entries of the registers that they were read by; ascending.
 */
export async function namedOffsets(
  { db }: View,
  { cut, records, sources }: Cited,
): Promise<readonly number[]> {
  const reports = await connectedReports(db, cut, records);
  const said = [...reports.values()].flatMap(({ standings }) => standings);
  const registers = [
    { table: 'types', keys: said.map(({ type }) => type) },
    { table: 'sources', keys: [...sources, ...said.map(({ source }) => source)] },
    {
      table: 'actors',
      keys: await actorsBehind(
        db,
        cut,
        said.flatMap(({ named }) => named),
      ),
    },
  ];
  const offsets = new Set(records.map(({ offset }) => offset));
  for (const offset of await changesOf(db, 'reports', [...reports.keys()], cut)) offsets.add(offset);
  for (const { table, keys } of registers) {
    for (const offset of await changesOf(db, table, keys, cut)) offsets.add(offset);
  }
  return [...offsets].toSorted((a, b) => a - b);
}

type Database = View['db'];

/** What versions of a report said, as far as registers matter to it. */
interface Standing {
  readonly type: string;
  readonly source: string;
  readonly named: readonly string[];
}

interface ReportVersion {
  readonly key: string;
  readonly node: string | null;
  readonly of: string | null;
  readonly source: string | null;
  readonly type: string | null;
  readonly named: readonly string[] | null;
  readonly denied: readonly string[];
  readonly linked: readonly string[];
}

interface ConnectedReport {
  readonly standings: readonly Standing[];
}

async function connectedReports(
  db: Database,
  cut: number,
  cited: readonly CitedRecord[],
): Promise<ReadonlyMap<string, ConnectedReport>> {
  const { rows } = await db.query<{ reportId: string }>(
    'select distinct report_id as "reportId" from read.revisions_history where key = any($1)',
    [cited.map(({ recordId }) => recordId)],
  );
  const found = new Map<string, ConnectedReport>();
  let wanted = rows.map(({ reportId }) => reportId);
  for (let round = 0; round < mostRounds && wanted.length > 0; round += 1) {
    const versions = await versionsOf(db, cut, wanted);
    for (const reportId of wanted) {
      const own = versions.filter(({ key }) => key === reportId);
      found.set(reportId, { standings: own.flatMap(standingOf) });
    }
    const near = versions.flatMap(({ of, denied, linked }) => [
      ...(of === null ? [] : [of]),
      ...denied,
      ...linked,
    ]);
    // which report of a key came first matters where keys are linked: the event has its name from it
    const linked = versions.some((each) => each.linked.length > 0);
    const nodes = linked ? versions.flatMap(({ node }) => node ?? []) : [];
    const sharing = nodes.length > 0 ? await reportsOn(db, cut, nodes) : [];
    wanted = [...new Set([...near, ...sharing])].filter((reportId) => !found.has(reportId));
  }
  return found;
}

function standingOf({ source, type, named }: ReportVersion): readonly Standing[] {
  return source === null || type === null ? [] : [{ source, type, named: named ?? [] }];
}

async function versionsOf(
  db: Database,
  cut: number,
  reportIds: readonly string[],
): Promise<readonly ReportVersion[]> {
  const { rows } = await db.query<ReportVersion>(
    `select report.key, report.data ->> 'node' as node, report.data #>> '{standing,of}' as of,
       report.data ->> 'source' as source, report.data #>> '{standing,type}' as type,
       array(select jsonb_array_elements_text(report.data -> 'deniedBy')) as denied,
       array(select jsonb_array_elements_text(coalesce(report.data #> '{standing,participants}', '[]')))
         || array_remove(array[report.data #>> '{standing,actor}', report.data #>> '{standing,target}'], null)
         as named,
       array(select jsonb_array_elements_text(link.data -> 'reportIds') from read.links_history as link
         where report.data -> 'links' ? link.key and link.from_offset < $2) as linked
     from read.reports_history as report where report.key = any($1) and report.from_offset < $2`,
    [reportIds, cut],
  );
  return rows;
}

/** Reports that stood on these nodes of the link graph. */
async function reportsOn(db: Database, cut: number, nodes: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>(
    `select distinct key from read.reports_history where data ->> 'node' = any($1) and from_offset < $2`,
    [nodes, cut],
  );
  return rows.map(({ key }) => key);
}

/** The actors, and all that they are registered to stand for. */
async function actorsBehind(db: Database, cut: number, named: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.query<{ actor: string }>(
    `with recursive behind (actor) as (
       select distinct unnest($1::text[])
       union
       select affiliation ->> 'of' from behind
       join read.actors_history as row on row.key = behind.actor and row.from_offset < $2,
       lateral jsonb_array_elements(row.data -> 'affiliations') as affiliation)
     select actor from behind`,
    [named, cut],
  );
  return rows.map(({ actor }) => actor);
}

/** Offsets of the records that changed these rows. */
async function changesOf(
  db: Database,
  table: string,
  keys: readonly string[],
  cut: number,
): Promise<readonly number[]> {
  const { rows } = await db.query<{ offset: string }>(
    `select distinct from_offset as "offset" from read.${table}_history where key = any($1) and from_offset < $2`,
    [[...new Set(keys)], cut],
  );
  return rows.map(({ offset }) => Number(offset));
}
