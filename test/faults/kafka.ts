import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { failureText } from '@casus/platform';
import { readLoad } from './embedded/rows.ts';
import type { Load } from './embedded/rows.ts';
import { faults as allFaults } from './kafka/faults/index.ts';
import type { Fault, Lengths } from './kafka/fault.ts';
import { openLife } from './kafka/life.ts';
import { planLives } from './kafka/plan.ts';
import { brokenRound, notPlayed, playRound } from './kafka/round.ts';
import type { RoundResult } from './kafka/round.ts';
import { startServers } from './kafka/servers.ts';
import type { Servers } from './kafka/servers.ts';
import { seededRandom } from './random.ts';
import { untilSignalled } from './until-signalled.ts';

export interface KafkaFaults {
  readonly rounds: number;
  readonly seed: number;
  /** Names of faults to choose from. @default all */
  readonly only?: readonly string[];
  readonly lengths: Lengths;
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
}

/** Sums over all rounds; `hit` counts faults that fell between two appends. */
export type Totals = Readonly<Record<'rounds' | 'hit' | 'appended' | 'lost' | 'doubled' | 'wrong', number>>;

const leastHitShare = 0.8;
const reportsPerLife = 20_000;

/**
 * Casus on Kafka with its services apart, one fault a round while ICEWS rows and predictions are posted: kills and
 * stops of the broker, Postgres and each service, lost acknowledgements, a full disk, zombies and changing owners,
 * which all go on; deleted records, topics made anew and a lost tail, which must halt. After each round every
 * acknowledged record stands once in the delivered log, and every table is what a fold of the log from zero makes.
 * Arguments: `--rounds N` (default one of each fault), `--seed S` (default 1), `--only NAME[,NAME]`, `--stopped S` seconds of a
 * stopped broker (default 40), `--owners S` seconds of changing owners (default 60). Ends with one JSON line; the
 * process then exits with 1 when anything was lost, doubled or wrong, or too little was tried.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      stopped: { type: 'string' },
      owners: { type: 'string' },
    },
  });
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  const options = {
    rounds: wholeNumber('rounds', values.rounds, Object.keys(allFaults).length),
    seed: wholeNumber('seed', values.seed, 1),
    ...(values.only !== undefined && { only: values.only.split(',') }),
    lengths: {
      stoppedMs: wholeNumber('stopped', values.stopped, 40) * 1_000,
      ownersMs: wholeNumber('owners', values.owners, 60) * 1_000,
    },
    say,
  };
  await untilSignalled(async (signal) => {
    const totals = await faultsKafka({ ...options, signal });
    say(JSON.stringify(totals));
    if (isFailure(totals)) process.exitCode = 1;
  });
}

function wholeNumber(name: string, given: string | undefined, otherwise: number): number {
  const value = Number(given ?? otherwise);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${name} is a whole number from 1 on`);
  return value;
}

function isFailure({ rounds, hit, appended, lost, doubled, wrong }: Totals): boolean {
  return lost + doubled + wrong > 0 || hit < leastHitShare * rounds || appended === 0;
}

/** @throws {RangeError} there is no fault of a name */
export async function faultsKafka(options: KafkaFaults): Promise<Totals> {
  const { rounds, seed, say } = options;
  const faults = chosenFaults(options.only);
  const load = await readLoad(reportsPerLife);
  say(`loads ${load.from}; seed ${seed}`);
  const random = seededRandom(seed);
  const totals = { rounds, hit: 0, appended: 0, lost: 0, doubled: 0, wrong: 0 };
  await using servers = await startServers(say);
  let played = 0;
  for (const [number, names] of planLives(faults, rounds, random).entries()) {
    const life = { ...options, load, servers, faults, random, names, number, totals, played };
    await playLife(life).catch((error: unknown) => {
      options.signal.throwIfAborted();
      totals.wrong += 1;
      say(`  life ${number} was given up: ${failureText(error)}`);
    });
    played += names.length;
  }
  return totals;
}

function chosenFaults(only: readonly string[] | undefined): Readonly<Record<string, Fault>> {
  if (only === undefined) return allFaults;
  const chosen = only.map((name): [string, Fault] => {
    const fault = allFaults[name];
    if (fault) return [name, fault];
    throw new RangeError(`there is no fault ${name}; there are: ${Object.keys(allFaults).join(', ')}`);
  });
  return Object.fromEntries(chosen);
}

interface LifeToPlay extends KafkaFaults {
  readonly load: Load;
  readonly servers: Servers;
  readonly faults: Readonly<Record<string, Fault>>;
  readonly random: () => number;
  /** Its rounds. */
  readonly names: readonly string[];
  readonly number: number;
  readonly totals: { -readonly [Name in keyof Totals]: number };
  /** Rounds before. */
  readonly played: number;
}

const longestRoundMs = 480_000;

/** @throws {Error} the round has not ended after eight minutes */
async function inTime(round: Promise<RoundResult>, signal: AbortSignal): Promise<RoundResult> {
  const ended = new AbortController();
  const late = delay(longestRoundMs, undefined, { signal: AbortSignal.any([signal, ended.signal]) });
  const tooLong = late.then((): never => {
    throw new Error('the round did not end');
  });
  try {
    return await Promise.race([round, tooLong]);
  } finally {
    tooLong.catch(() => undefined);
    ended.abort();
  }
}

/** A life in which a round could not be played to its end is over. */
async function playLife(life: LifeToPlay): Promise<void> {
  const { names, faults, load, totals, say } = life;
  await using scene = await openLife({ ...life, reports: load.reports });
  let isBroken = false;
  for (const [index, name] of names.entries()) {
    const fault = faults[name];
    if (fault === undefined) throw new RangeError(`there is no fault ${name}`);
    const began = performance.now();
    const result: RoundResult = isBroken
      ? notPlayed
      : await inTime(playRound(scene, fault), life.signal).catch(brokenRound(scene));
    isBroken ||= result.isBroken;
    for (const field of ['lost', 'doubled', 'wrong'] as const) totals[field] += result[field];
    if (result.isHit) totals.hit += 1;
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    const place = `round ${life.played + index + 1} of ${life.rounds}`;
    say(`${place}, ${name}: ${result.told}; ${scene.loader.acknowledged.size} acknowledged, ${seconds} s`);
    for (const sentence of result.sentences) say(`  ${sentence}`);
  }
  totals.appended += scene.loader.acknowledged.size;
}
