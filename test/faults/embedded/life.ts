import { setTimeout as delay } from 'node:timers/promises';
import type { ReportInput } from '@casus/domain/intake';
import pg from 'pg';
import { demonstrationResults } from '../../scenarios/demonstration-results.ts';
import { sumOf, wrongOf } from '../findings.ts';
import type { Findings } from '../findings.ts';
import { auditDatabase } from './audit.ts';
import { freePort, startCasus } from './casus-process.ts';
import type { CasusProcess } from './casus-process.ts';
import { makeDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { startLoader } from './loader.ts';
import type { Loader } from './loader.ts';

export interface LifeOptions {
  /** How many times Casus is killed, the first time while it imports the demonstration. */
  readonly rounds: number;
  readonly reports: readonly ReportInput[];
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Told what each round did. */
  readonly say: (sentence: string) => void;
}

/** What a life showed. */
export interface LifeResult extends Findings {
  readonly rounds: number;
  /** Kills that fell between the first and the last append. */
  readonly hit: number;
  /** Reports acknowledged. */
  readonly appended: number;
}

/** After a round's reports are acknowledged, the kill comes at most so much later. */
const furtherMs = 150;
/** A start that is broken off is broken off within this time. */
const startingMs = 1_500;
const importingMs = 250;
const startShare = 0.2;
const postgresShare = 0.35;
const startTimeoutMs = 120_000;

/**
 * One data folder from its first start on: Casus is killed again and again while reports are posted, and left alone
 * at last; then the log, the tables and the answers are looked at.
 */
export async function live(options: LifeOptions): Promise<LifeResult> {
  await using folder = await makeDataFolder();
  await using held = new AsyncDisposableStack();
  const port = await freePort();
  let casus = startCasus({ dataDir: folder.path, port });
  held.defer(() => casus.kill());
  const context = { ...options, folder };
  let hit = (await killAtImport(context, casus)) ? 1 : 0;
  const loader = startLoader({
    ...options,
    url: casus.url,
    key: folder.key,
    largestBatch: largestBatch(options),
  });
  held.defer(() => loader.done.catch(() => undefined));
  for (let round = 1; round < options.rounds; round += 1) {
    casus = startCasus({ dataDir: folder.path, port });
    if (await killAtLoad(context, { casus, loader, round })) hit += 1;
  }
  casus = startCasus({ dataDir: folder.path, port });
  const told = await tellAndStop(context, casus, loader);
  await using database = await folder.open();
  const found = sumOf([told, await auditDatabase(database.pool, loader.acknowledged)]);
  return { ...found, rounds: options.rounds, hit, appended: loader.acknowledged.size };
}

/** About eight batches a caller and round, so that a kill falls among several. */
function largestBatch({ reports, rounds }: LifeOptions): number {
  return Math.max(1, Math.min(400, Math.floor(reports.length / rounds / 8)));
}

interface Context extends LifeOptions {
  readonly folder: DataFolder;
}

/** Kills the first start at a random moment from the first imported record on. */
async function killAtImport(context: Context, casus: CasusProcess): Promise<boolean> {
  const { random, signal, folder, say } = context;
  await unlessEnded(casus, untilImporting(folder, signal));
  await delay(random() * importingMs, undefined, { signal });
  await casus.kill();
  const state = (await importState(folder)) ?? 'unknown';
  if (random() < postgresShare) await folder.killPostgres();
  say(`round 1 of ${context.rounds}: killed at the import of the demonstration, the log then ${state}`);
  return true;
}

async function untilImporting(folder: DataFolder, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + startTimeoutMs;
  while (performance.now() < giveUpAt) {
    if ((await importState(folder)) !== undefined) return;
    await delay(10, undefined, { signal });
  }
  throw new Error('the import of the demonstration did not begin');
}

/** Undefined while no import has begun, or where nobody answers. */
async function importState(folder: DataFolder): Promise<'importing' | 'live' | undefined> {
  const url = await folder.runningUrl();
  if (url === undefined) return undefined;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ begun: boolean; importing: boolean }>(
      'select import_id is not null as begun, importing from log.identity',
    );
    if (rows[0]?.begun !== true) return undefined;
    return rows[0].importing ? 'importing' : 'live';
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Round {
  readonly casus: CasusProcess;
  readonly loader: Loader;
  readonly round: number;
}

/** Kills while reports are posted; now and then before Casus has come up again. */
async function killAtLoad(context: Context, { casus, loader, round }: Round): Promise<boolean> {
  const { random, rounds, reports, signal, folder, say } = context;
  const isStart = random() < startShare;
  if (isStart) await unlessEnded(casus, delay(100 + random() * startingMs, undefined, { signal }));
  else {
    const target = Math.floor(((round - 1 + random()) / (rounds - 1)) * reports.length * 0.97);
    await unlessEnded(casus, untilAcknowledged(context, loader, target));
    await delay(random() * furtherMs, undefined, { signal });
  }
  const inFlight = loader.inFlight();
  await casus.kill();
  const isHit = loader.acknowledged.size > 0 && loader.acknowledged.size < reports.length;
  const both = random() < postgresShare;
  if (both) await folder.killPostgres();
  say(
    `round ${round + 1} of ${rounds}: killed ${both ? 'with its Postgres ' : ''}${isStart ? 'as it started' : `with ${inFlight} requests in flight`}, ` +
      `${loader.acknowledged.size} of ${reports.length} reports acknowledged`,
  );
  return isHit;
}

async function untilAcknowledged(
  { signal, reports }: Context,
  loader: Loader,
  target: number,
): Promise<void> {
  const giveUpAt = performance.now() + startTimeoutMs;
  const before = loader.acknowledged.size;
  const wanted = Math.min(Math.max(target, before + 1), reports.length);
  while (loader.acknowledged.size < wanted) {
    if (performance.now() > giveUpAt)
      throw new Error(`only ${loader.acknowledged.size - before} reports went in`);
    await Promise.race([delay(5, undefined, { signal }), loader.done.then(() => delay(5))]);
  }
}

/** @throws {Error} with what Casus printed, when it ends by itself before the work is done */
async function unlessEnded(casus: CasusProcess, work: Promise<void>): Promise<void> {
  const ended = casus.ended.then((code) => {
    throw new Error(`Casus ended by itself with ${code}:\n${casus.output()}`);
  });
  ended.catch(() => undefined); // ends some day, as it is killed
  await Promise.race([work, ended]);
}

/** The last start: everything goes in, the demonstration still says what it said, and a stop is clean. */
async function tellAndStop(
  { signal, folder, say }: Context,
  casus: CasusProcess,
  loader: Loader,
): Promise<Findings> {
  const began = performance.now();
  await casus.ready(signal);
  const readyMs = Math.round(performance.now() - began);
  await unlessEnded(casus, loader.done);
  await unlessEnded(casus, untilRead(casus.url, signal));
  const complaints = [
    ...loader.refused.map((errors) => `a report was refused: ${JSON.stringify(errors)}`),
    ...(await resultComplaints(casus.url, folder.key)),
  ];
  const code = await casus.stop();
  if (code !== 0) complaints.push(`Casus stopped with ${code}: ${casus.output()}`);
  say(`left alone: ready after ${readyMs} ms, ${loader.acknowledged.size} reports acknowledged`);
  return wrongOf(complaints);
}

/** Waits until readers see all of the log. */
async function untilRead(url: string, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + startTimeoutMs;
  while (performance.now() < giveUpAt) {
    const { behind } = (await (await fetch(`${url}/readyz`)).json()) as { behind: readonly unknown[] };
    if (behind.length === 0) return;
    await delay(100, undefined, { signal });
  }
  throw new Error('readers do not see all of the log');
}

interface QuestionLine {
  readonly id: string;
  readonly status: string;
  readonly outcome: unknown;
}

async function resultComplaints(url: string, key: string): Promise<readonly string[]> {
  const answer = await fetch(`${url}/v1/questions?limit=100`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (!answer.ok) return [`the questions were answered with ${answer.status} ${await answer.text()}`];
  const { items } = (await answer.json()) as { items: readonly QuestionLine[] };
  return [...demonstrationResults].flatMap(([id, { outcome }]) => {
    const line = items.find((each) => each.id === id);
    const isSame = line?.status === 'resolved' && JSON.stringify(line.outcome) === JSON.stringify(outcome);
    return isSame ? [] : [`${id} reads ${line?.status} ${JSON.stringify(line?.outcome)}`];
  });
}
