import { writeFileSync } from 'node:fs';
import type { Fate } from './jobs.ts';
import { proveInParallel, runMutants } from './in-parallel.ts';
import killers from './killers.json' with { type: 'json' };
import type { Proof } from './prove.ts';

/**
 * `pnpm prove --cases N --seed S`: random cases of the claim engine against the oracle that goes through every
 * completion. Ends with one JSON line, and exits with 1 for a wrong value or a run that proves too little.
 */

const usage =
  'pnpm prove --cases N [--seed S] [--keep-killers]\n' +
  '  compares the claim engine, and wrong ones that must be found out, with the naive oracle on N random cases\n' +
  '  --keep-killers writes down the first case that finds out each wrong engine, for the tests\n';
/** Cases that a wrong engine is tried on, however many the right one is. */
const mutantCases = 24_000;
const progressMs = 30_000;
/** Below these shares of the cases a value or a term has not been tried. */
const leastValueShare = 0.05;
const leastTermShare = 0.01;

async function main(words: readonly string[]): Promise<number> {
  const cases = numberAfter(words, '--cases');
  if (cases === null) {
    process.stdout.write(usage);
    return words.length === 0 ? 0 : 1;
  }
  const seed = numberAfter(words, '--seed') ?? 1;
  process.stdout.write(`${cases} cases from seed ${seed}\n`);
  const proof = await proveInParallel(cases, seed, { onProgress: progressOf(cases), signal: endedEarly() });
  for (const { seed: at, wrong } of proof.unsound.slice(0, 20)) {
    process.stdout.write(`unsound with seed ${at}: ${wrong}\n`);
  }
  const thin = tooThin(proof);
  for (const each of thin) process.stdout.write(`too few cases: ${each}\n`);
  const anew = words.includes('--keep-killers');
  const fates = await runMutants((name) => [...(anew ? [] : knownKiller(name)), ...range(seed, mutantCases)]);
  for (const each of fates) process.stdout.write(`${fateText(each)}\n`);
  if (anew) keepKillers(fates);
  const living = fates.filter(({ killedBy }) => killedBy === null).length;
  process.stdout.write(`${JSON.stringify(summaryOf(proof, fates))}\n`);
  return proof.unsound.length + thin.length + living > 0 ? 1 : 0;
}

function progressOf(cases: number): (soFar: Proof) => void {
  let next = Date.now() + progressMs;
  return ({ cases: done, unsound }) => {
    if (Date.now() < next) return;
    next = Date.now() + progressMs;
    const seeds = unsound.map(({ seed }) => ` ${seed}`).join('');
    process.stderr.write(`${done} of ${cases} cases, ${unsound.length} unsound${seeds}\n`);
  };
}

/** Whoever stops a long run gets what it has found so far. */
function endedEarly(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => {
      process.stderr.write(`ends early, by ${name}\n`);
      ending.abort();
    });
  }
  return ending.signal;
}

function knownKiller(name: string): readonly number[] {
  return Object.entries(killers).flatMap(([mutant, seed]) => (mutant === name ? [seed] : []));
}

function range(from: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => from + index);
}

function keepKillers(fates: readonly Fate[]): void {
  const kept = fates.flatMap(({ mutant, killedBy }) => (killedBy === null ? [] : [[mutant, killedBy]]));
  const text = JSON.stringify(Object.fromEntries(kept), null, 2);
  writeFileSync(new URL('killers.json', import.meta.url), `${text}\n`);
}

function fateText({ mutant, killedBy }: Fate): string {
  return killedBy === null ? `ALIVE: ${mutant}` : `killed by ${killedBy}: ${mutant}`;
}

function numberAfter(words: readonly string[], name: string): number | null {
  const value = Number(words[words.indexOf(name) + 1]);
  return words.includes(name) && Number.isInteger(value) && value >= 0 ? value : null;
}

function summaryOf(proof: Proof, fates: readonly Fate[]): object {
  const { cases, undecided, certificates, byValue, byTerm } = proof;
  const mutantsKilled = fates.filter(({ killedBy }) => killedBy !== null).length;
  const unsound = proof.unsound.length;
  return { cases, unsound, undecided, certificates, byValue, byTerm, mutantsKilled, mutants: fates.length };
}

function tooThin({ cases, byValue, byTerm }: Proof): readonly string[] {
  const values = ['true', 'false', 'void', 'open'].filter(
    (value) => (byValue[value] ?? 0) < leastValueShare * cases,
  );
  const terms = Object.entries(byTerm).filter(([, count]) => count.cases < leastTermShare * cases);
  return [...values, ...terms.map(([term]) => term)];
}

process.exitCode = await main(process.argv.slice(2));
