import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { memoryLog } from '@casus/log';
import { openPostgres } from '@casus/platform/postgres';
import { projections } from '@casus/projector';
import { buildDemonstration } from '@casus/replay';
import { printFigure, printTail } from './log/print.ts';
import { measureAppendToView } from './projection/append-to-view.ts';
import { counting, countedAt } from './projection/counting.ts';
import { generatedLog } from './projection/generated-log.ts';
import { measureCatchUp } from './projection/measures.ts';
import type { Measured } from './projection/measures.ts';
import { measureRebuild } from './projection/rebuild.ts';

/** How much of everything. */
interface Effort {
  readonly rounds: number;
  /** Records of the catch-up, by batch size. */
  readonly catchUp: Readonly<Record<1 | 100 | 1000, number>>;
  readonly rebuild: number;
  readonly memory: readonly number[];
  readonly latencyMs: number;
}

const whole: Effort = {
  rounds: 3,
  catchUp: { 1: 3_000, 100: 60_000, 1000: 200_000 },
  rebuild: 1_000_000,
  memory: [100_000, 1_000_000, 3_000_000],
  latencyMs: 20_000,
};
const quick: Effort = {
  rounds: 1,
  catchUp: { 1: 500, 100: 20_000, 1000: 50_000 },
  rebuild: 100_000,
  memory: [50_000, 200_000],
  latencyMs: 4_000,
};

const parts = ['catch-up', 'rebuild', 'memory', 'append-to-view'] as const;

/**
 * The projector on the embedded Postgres. `catch-up`: records a second from position 0, with the demonstration and
 * all its read models, and with two upserts a record in batches of 1, 100 and 1,000; the peer sends the very same
 * statements again on one connection. `rebuild`: 1,000,000 records filled beside the live generation while reads go
 * on; the peer is a bare COPY of the rows that came of them. `memory`: most memory held while logs of 0.1, 1 and 3
 * million records are folded. `append-to-view`: from the call of an append until readers see the record, at 1, 100
 * and 2,000 a second. Arguments: names of parts (default all), `--quick`.
 */
export async function run(args: string[]): Promise<void> {
  const effort = args.includes('--quick') ? quick : whole;
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.find((name) => !(parts as readonly string[]).includes(name));
  if (unknown !== undefined) throw new RangeError(`there is no part ${unknown}: ${parts.join(', ')}`);
  const isOn = (part: (typeof parts)[number]): boolean => named.length === 0 || named.includes(part);
  const dataDir = await mkdtemp(join(tmpdir(), 'casus-bench-'));
  await chmod(dataDir, 0o755); // the account that Postgres runs under passes through it
  try {
    await using postgres = await openPostgres({ databaseUrl: process.env['DATABASE_URL'], dataDir });
    const { url } = postgres;
    if (isOn('catch-up')) await benchCatchUp(url, effort);
    if (isOn('rebuild')) await benchRebuild(url, effort);
    if (isOn('memory')) await benchMemory(url, effort);
    if (isOn('append-to-view')) await benchAppendToView(url, effort);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function benchCatchUp(url: string, { rounds, catchUp }: Effort): Promise<void> {
  await printRounds('catch-up-demonstration', rounds, await demonstration(url));
  for (const [size, records] of Object.entries(catchUp)) {
    const log = generatedLog(records, countedAt);
    const measure = { url, log, projections: [counting], records, largestBatch: Number(size) };
    await printRounds(`catch-up-batch-${size}`, rounds, () => measureCatchUp(measure));
  }
}

async function demonstration(url: string): Promise<() => Promise<Measured>> {
  const partitions = { world: 1, questions: 4 };
  const { history } = await buildDemonstration(partitions);
  const log = memoryLog({ partitions, clock: Date.now });
  await log.importHistory(history);
  const heads = [...(await log.heads('world')), ...(await log.heads('questions'))];
  const records = heads.reduce((sum, head) => sum + head, 0);
  return () => measureCatchUp({ url, log, projections, records });
}

async function printRounds(name: string, rounds: number, measure: () => Promise<Measured>): Promise<void> {
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measure());
  printFigure(
    name,
    'records/s',
    measured.map(({ own }) => own),
    measured.map(({ peer }) => peer),
  );
}

async function benchRebuild(url: string, { rebuild }: Effort): Promise<void> {
  const { own, peer, readsBefore, readsDuring, wholeS } = await measureRebuild(url, rebuild);
  printFigure('rebuild', 'records/s', [own], [peer]);
  printFigure('rebuild-with-comparison', 's', [wholeS], []);
  printTail(readsBefore, 'read-before-rebuild');
  printTail(readsDuring, 'read-during-rebuild');
}

async function benchMemory(url: string, { memory }: Effort): Promise<void> {
  const program = fileURLToPath(new URL('./projection/memory.ts', import.meta.url));
  for (const records of memory) {
    const { stdout } = await promisify(execFile)(process.execPath, [program, url, String(records)]);
    printFigure(`memory-${records}`, 'MiB', [Number(stdout)], []);
  }
}

async function benchAppendToView(url: string, { latencyMs }: Effort): Promise<void> {
  for (const perSecond of [1, 100, 2_000])
    printTail(await measureAppendToView(url, perSecond, latencyMs), `append-to-view-${perSecond}`);
}
