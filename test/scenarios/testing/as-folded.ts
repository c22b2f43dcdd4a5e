import type { QuestionRow } from '@casus/domain/questions';
import type { EventRow } from '@casus/domain/world';
import { postgresLog } from '@casus/log';
import type { DeliveredRecord } from '@casus/log';
import { cutAt } from '@casus/projection';
import { compareTables, foldFromZero } from '@casus/projection/proof';
import type { Difference, FoldedTables } from '@casus/projection/proof';
import { projections } from '@casus/projector';
import type { ForecastRow } from '@casus/projector';
import type { Pool } from 'pg';
import { wholeLog } from '../../whole-log.ts';
import { itemsOf } from './casus.ts';
import type { Body, Casus } from './casus.ts';

/** Every record of both topics, each partition in its order. */
export type WholeLog = readonly DeliveredRecord[];

export async function wholeLogIn(pool: Pool): Promise<WholeLog> {
  await using log = await postgresLog({ pool, partitions: { world: 1, questions: 4 } });
  return await wholeLog(log); // not before it is read: the log is given back at the return
}

/** The log cut at the end of a day in UTC, folded from zero, and where the tables differ from that. */
export async function foldAt(
  pool: Pool,
  log: WholeLog,
  day: string,
): Promise<{ readonly tables: FoldedTables; readonly differences: readonly Difference[] }> {
  const end = Date.parse(`${day}T23:59:59.999Z`);
  const tables = foldFromZero(
    projections,
    log.filter(({ logTime }) => logTime <= end),
  );
  const comparison = { pool, schema: await liveSchema(pool), projections, folded: tables };
  return { tables, differences: await compareTables({ ...comparison, cut: await cutAt(pool, end) }) };
}

async function liveSchema(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ number: number }>('select number from read.generation');
  return `g${rows[0]?.number}`;
}

/** What the API and a fold must agree on: events, questions with their verdicts and outcomes, forecasts. */
interface Known {
  readonly events: readonly unknown[];
  readonly questions: readonly unknown[];
}

export async function asOfDay(casus: Casus, day: string): Promise<Known> {
  const events = itemsOf(await casus.get(`/v1/events?limit=1000&asOf=${day}`));
  const questions = itemsOf(await casus.get(`/v1/questions?limit=1000&asOf=${day}`));
  return {
    events: byId(events).map(({ id, type, status, occurred, participants, actor, target, reports }) => ({
      id,
      type,
      status,
      occurred,
      participants,
      actor,
      target,
      reports: (reports as readonly Body[]).map(({ reportId, live }) => ({ reportId, live })),
    })),
    questions: byId(questions).map(({ id, revision, verdict, outcome, forecast }) => ({
      id,
      revision,
      verdict,
      outcome,
      forecast,
    })),
  };
}

export function asFolded(tables: FoldedTables): Known {
  const forecasts = new Map(standing<ForecastRow>(tables, 'forecasts').map((row) => [row.questionId, row]));
  const events = standing<EventRow>(tables, 'events').map((row) => ({
    id: row.eventId,
    type: row.type,
    status: row.status,
    occurred: { from: iso(row.interval.from * 1000), to: iso(row.interval.to * 1000) },
    participants: row.participants,
    actor: row.actor,
    target: row.target,
    reports: row.reports.map(({ reportId, live }) => ({ reportId, live })),
  }));
  const questions = standing<QuestionRow>(tables, 'questions').map((row) => ({
    id: row.questionId,
    revision: row.revision,
    verdict: row.verdict?.verdict.value ?? null,
    outcome: row.resolution?.outcome ?? null,
    forecast: forecastOf(forecasts.get(row.questionId)),
  }));
  return { events: byId(events), questions: byId(questions) };
}

/** The demonstration asks for no choice between options. */
function forecastOf(row: ForecastRow | undefined): unknown {
  if (row === undefined) return null;
  const { at, n, probability, quartiles } = row;
  return { at: iso(at), n, probability, quartiles, options: null };
}

function standing<Row>(tables: FoldedTables, name: string): readonly Row[] {
  return (tables.get(name) ?? []).flatMap(({ until, row }) => (until === null ? [row as Row] : []));
}

function byId<Item extends { readonly id?: unknown }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
