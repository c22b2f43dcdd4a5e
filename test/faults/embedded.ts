import { parseArgs } from 'node:util';
import { seededRandom } from './random.ts';
import { untilSignalled } from './until-signalled.ts';
import { live } from './embedded/life.ts';
import type { LifeResult } from './embedded/life.ts';
import { readLoad } from './embedded/rows.ts';

const roundsPerLife = 10;
const rowsPerLife = 20_000;
/** Below this share of rounds in which the fault fell between appends, a run has shown too little. */
const leastHitShare = 0.8;
const msPerRound = 60_000;
const msPerLife = 240_000;

interface EmbeddedFaults {
  readonly rounds: number;
  readonly seed: number;
  /** Reports loaded in each life. */
  readonly rows: number;
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
}

/** Sums over all lives; `hit` counts kills between the first and the last append of a life. */
export type Totals = Readonly<Record<'rounds' | 'hit' | 'appended' | 'lost' | 'doubled' | 'wrong', number>>;

/**
 * kill -9 of the whole Casus at random moments while the demonstration and the first 20,000 rows of ICEWS 2018 are
 * loaded, up to 10 rounds a life; a life has a data folder of its own, and in some rounds its orphaned Postgres is
 * killed too. After each life: every acknowledged report stands once in the log, and every table is what a fold of
 * the log from zero makes. Arguments: `--rounds N` (default 10), `--seed S` (default 1), `--rows N` a life. Ends with
 * one JSON line; the process then exits with 1 when anything was lost, doubled or wrong, or too little was tried.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string' }, seed: { type: 'string' }, rows: { type: 'string' } },
  });
  const rounds = wholeNumber('rounds', values.rounds, 10);
  const rows = wholeNumber('rows', values.rows, rowsPerLife);
  const seed = wholeNumber('seed', values.seed, 1);
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  await untilSignalled(async (signal) => {
    const totals = await faultsEmbedded({ rounds, seed, rows, signal, say });
    say(JSON.stringify(totals));
    if (isFailure(totals)) process.exitCode = 1;
  });
}

function wholeNumber(name: string, given: string | undefined, otherwise: number): number {
  const value = Number(given ?? otherwise);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} is a whole number from 1 on`);
  return value;
}

/** Lives of up to 10 rounds each. @throws {Error} when a Casus does not come up, or the time for the rounds is over */
export async function faultsEmbedded(faults: EmbeddedFaults): Promise<Totals> {
  const { rounds, seed, rows, say } = faults;
  const { from, reports } = await readLoad(rows);
  say(`loads ${from}; seed ${seed}`);
  const lives: LifeResult[] = [];
  for (let left = rounds; left > 0; left -= roundsPerLife) {
    const own = Math.min(left, roundsPerLife);
    const random = seededRandom(seed + lives.length);
    const time = AbortSignal.timeout(msPerLife + own * msPerRound);
    const signal = AbortSignal.any([faults.signal, time]);
    const result = await live({ rounds: own, reports, random, signal, say });
    for (const sentence of result.sentences) say(`  ${sentence}`);
    lives.push(result);
  }
  return totalsOf(lives);
}

function totalsOf(lives: readonly LifeResult[]): Totals {
  const sum = (field: keyof Totals): number => lives.reduce((total, life) => total + life[field], 0);
  return {
    rounds: sum('rounds'),
    hit: sum('hit'),
    appended: sum('appended'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    wrong: sum('wrong'),
  };
}

function isFailure({ rounds, hit, appended, lost, doubled, wrong }: Totals): boolean {
  return lost + doubled + wrong > 0 || hit < leastHitShare * rounds || appended === 0;
}
