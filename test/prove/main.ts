import { prove } from './prove.ts';
import type { Proof } from './prove.ts';
import type { Fate } from './run-mutants.ts';
import { runMutants } from './run-mutants.ts';

/**
 * `pnpm prove --cases N --seed S`: random cases of the claim engine against the oracle that goes through every
 * completion. Ends with one JSON line, and exits with 1 for a wrong value or a run that proves too little.
 */

const usage =
  'pnpm prove --cases N [--seed S]\n' +
  '  compares the claim engine, and wrong ones that must be found out, with the naive oracle on N random cases\n';
/** Cases that a wrong engine is tried on, however many the right one is. */
const mutantCases = 8000;
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
  const proof = prove(cases, seed);
  for (const { seed: at, wrong } of proof.unsound.slice(0, 20)) {
    process.stdout.write(`unsound with seed ${at}: ${wrong}\n`);
  }
  const thin = tooThin(proof);
  for (const each of thin) process.stdout.write(`too few cases: ${each}\n`);
  const fates = await runMutants(mutantCases, seed);
  for (const each of fates) process.stdout.write(`${fateText(each)}\n`);
  const living = fates.filter(({ killedBy }) => killedBy === null).length;
  process.stdout.write(`${JSON.stringify(summaryOf(proof, fates))}\n`);
  return proof.unsound.length + thin.length + living > 0 ? 1 : 0;
}

function fateText({ mutant, killedBy }: Fate): string {
  return killedBy === null ? `ALIVE: ${mutant.name}` : `killed by ${killedBy}: ${mutant.name}`;
}

function numberAfter(words: readonly string[], name: string): number | null {
  const value = Number(words[words.indexOf(name) + 1]);
  return words.includes(name) && Number.isInteger(value) && value >= 0 ? value : null;
}

function summaryOf(proof: Proof, fates: readonly Fate[]): object {
  const { cases, undecided, byValue, byTerm } = proof;
  const mutantsKilled = fates.filter(({ killedBy }) => killedBy !== null).length;
  const unsound = proof.unsound.length;
  return { cases, unsound, undecided, byValue, byTerm, mutantsKilled, mutants: fates.length };
}

function tooThin({ cases, byValue, byTerm }: Proof): readonly string[] {
  const values = ['true', 'false', 'void', 'open'].filter(
    (value) => (byValue[value] ?? 0) < leastValueShare * cases,
  );
  const terms = Object.entries(byTerm).filter(([, count]) => count.cases < leastTermShare * cases);
  return [...values, ...terms.map(([term]) => term)];
}

process.exitCode = await main(process.argv.slice(2));
