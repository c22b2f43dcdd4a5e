import { prove } from './prove.ts';
import type { Proof } from './prove.ts';

/**
 * `pnpm prove --cases N --seed S`: random cases of the claim engine against the oracle that goes through every
 * completion. Ends with one JSON line, and exits with 1 for a wrong value or a run that proves too little.
 */

const usage =
  'pnpm prove --cases N [--seed S]\n  compares the claim engine with the naive oracle on N random cases\n';
/** Below these shares of the cases a value or a term has not been tried. */
const leastValueShare = 0.05;
const leastTermShare = 0.01;

function main(words: readonly string[]): number {
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
  process.stdout.write(`${JSON.stringify(summaryOf(proof))}\n`);
  return proof.unsound.length + thin.length > 0 ? 1 : 0;
}

function numberAfter(words: readonly string[], name: string): number | null {
  const value = Number(words[words.indexOf(name) + 1]);
  return words.includes(name) && Number.isInteger(value) && value >= 0 ? value : null;
}

/** Mutants are of the tests' own making and are killed there; none is run here. */
function summaryOf(proof: Proof): object {
  const { cases, undecided, byValue, byTerm } = proof;
  return { cases, unsound: proof.unsound.length, undecided, byValue, byTerm, mutantsKilled: 0, mutants: 0 };
}

function tooThin({ cases, byValue, byTerm }: Proof): readonly string[] {
  const values = ['true', 'false', 'void', 'open'].filter(
    (value) => (byValue[value] ?? 0) < leastValueShare * cases,
  );
  const terms = Object.entries(byTerm).filter(([, count]) => count.cases < leastTermShare * cases);
  return [...values, ...terms.map(([term]) => term)];
}

process.exitCode = main(process.argv.slice(2));
