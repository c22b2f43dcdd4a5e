import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres } from '@casus/platform/postgres';
import pg from 'pg';
import { live } from './projection/life.ts';
import type { RoundResult } from './projection/life.ts';
import { startVictims } from './projection/victims.ts';
import type { Victims } from './projection/victims.ts';
import { seededRandom } from './random.ts';

const roundsPerLife = 10;
const leastHitShare = 0.8;

interface ProjectionFaults {
  /** Of a Postgres in which databases may be made. */
  readonly url: string;
  readonly rounds: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
}

type Totals = Readonly<Record<'rounds' | 'hit' | 'appended' | 'lost' | 'doubled' | 'wrong', number>>;

/**
 * Random records with poison among them, which come again, in other batches and out of their order, while projectors
 * fold them: one in a process of its own that is killed with SIGKILL before or at a random statement, up to two more
 * that are held up, overtaken, rebalanced or cut off between statements. After each round every table is compared with
 * a fold of the log from zero. Up to 10 rounds share a log. Arguments: `--rounds N` (default 20), `--seed S`
 * (default 1). Ends with one JSON line; the process then exits with 1 when anything was lost, doubled or wrong, or too
 * little was tried.
 */
export async function run(args: string[]): Promise<void> {
  const options = { rounds: { type: 'string' }, seed: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const [rounds, seed] = [Number(values.rounds ?? 20), Number(values.seed ?? 1)];
  if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(seed)))
    throw new RangeError('--rounds is a whole number from 1 on, --seed a whole number');
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort());
  const dataDir = await mkdtemp(join(tmpdir(), 'casus-faults-'));
  await chmod(dataDir, 0o755); // the account that Postgres runs under passes through it
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  try {
    await using postgres = await openPostgres({ databaseUrl: process.env['DATABASE_URL'], dataDir });
    const totals = await faultsProjection({ url: postgres.url, rounds, seed, signal: stop.signal, say });
    say(JSON.stringify(totals));
    if (isFailure(totals)) process.exitCode = 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Lives of up to 10 rounds, each with a database of its own. */
export async function faultsProjection(faults: ProjectionFaults): Promise<Totals> {
  const { rounds, seed, signal, say } = faults;
  await using victims = startVictims();
  const results: RoundResult[] = [];
  for (let life = 0; results.length < rounds && !signal.aborted; life += 1) {
    const own = Math.min(roundsPerLife, rounds - results.length);
    results.push(...(await liveOnce({ ...faults, victims, life }, own)));
    const { hit, appended } = totalsOf(results);
    say(`life ${life + 1}, seed ${seed + life}: ${results.length} rounds, ${hit} hit, ${appended} records`);
  }
  return totalsOf(results);
}

async function liveOnce(
  { url, seed, life, victims, signal, say }: ProjectionFaults & { victims: Victims; life: number },
  rounds: number,
): Promise<readonly RoundResult[]> {
  const name = `casus_faults_projection_${process.pid}_${life}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const results: RoundResult[] = [];
  try {
    for await (const result of live({ url: own.href, random: seededRandom(seed + life), victims }, rounds)) {
      results.push(result);
      for (const sentence of sentencesOf(result)) say(`  round ${results.length}: ${sentence}`);
      if (signal.aborted) break;
    }
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
  return results;
}

function sentencesOf({ sentences, differences, misplaced }: RoundResult): readonly string[] {
  const [first] = differences;
  return [
    ...sentences,
    ...(first ? [`${differences.length} rows differ, such as ${JSON.stringify(first)}`] : []),
    ...(misplaced > 0 ? [`${misplaced} acknowledged records are not where they were`] : []),
  ];
}

function totalsOf(results: readonly RoundResult[]): Totals {
  const all = results.flatMap(({ differences }) => differences);
  const of = (kind: string): number => all.filter((each) => each.kind === kind).length;
  const misplaced = results.reduce((sum, result) => sum + result.misplaced, 0);
  return {
    rounds: results.length,
    hit: results.filter(({ hit }) => hit).length,
    appended: results.reduce((sum, { appended }) => sum + appended, 0),
    lost: of('lost') + misplaced,
    doubled: of('doubled'),
    wrong: of('wrong'),
  };
}

function isFailure({ rounds, hit, appended, lost, doubled, wrong }: Totals): boolean {
  return lost + doubled + wrong > 0 || hit < leastHitShare * rounds || appended === 0;
}
