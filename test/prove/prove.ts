import { evaluate, glance } from '@casus/claims';
import { verdictText } from '@casus/domain/verdict';
import { refusalOf } from './check-certificate.ts';
import { diceOf } from './dice.ts';
import type { Truth } from './oracle.ts';
import { truthOf } from './oracle.ts';
import { randomCase } from './random-case.ts';
import { seededRandom } from '../faults/random.ts';
import type { SmallCase } from './small-world.ts';
import { evidenceOf, termsOf } from './small-world.ts';

/** What a run of random cases found. */
export interface Proof {
  readonly cases: number;
  /** Cases in which the engine said what the definition does not give; each with its seed and what is wrong. */
  readonly unsound: readonly { readonly seed: number; readonly wrong: string }[];
  /** Cases that the definition decides and the engine does not. */
  readonly undecided: number;
  /** Certificates that the independent checker went through; one that it refuses is unsound. */
  readonly certificates: number;
  readonly byValue: Readonly<Record<string, number>>;
  /** By term: cases with it, those decided by the definition, and of these by the engine. */
  readonly byTerm: Readonly<Record<string, TermCount>>;
}

export interface TermCount {
  cases: number;
  decided: number;
  found: number;
}

/** A certificate takes several times as long as a value. */
const certificateEvery = 10;

/** Runs cases `seed`, `seed + 1`… and compares the engine with the oracle. */
export function prove(cases: number, seed: number): Proof {
  const unsound: { seed: number; wrong: string }[] = [];
  const byValue: Record<string, number> = {};
  const byTerm: Record<string, TermCount> = {};
  let [undecided, certificates] = [0, 0];
  for (let index = 0; index < cases; index += 1) {
    const small = caseOf(seed + index);
    const truth = truthOf(small);
    const said = saidOf(small, glance);
    const wrong = wrongIn(truth, said);
    if (wrong !== null) unsound.push({ seed: seed + index, wrong });
    if (index % certificateEvery === 0) {
      const refusal = refusalOf(small, evaluate(small.question, evidenceOf(small)));
      if (refusal !== null) unsound.push({ seed: seed + index, wrong: `certificate refused: ${refusal}` });
      certificates += 1;
    }
    const isMissed = isValue(truth.value) && !isValue(said.value);
    if (isMissed) undecided += 1;
    countValue(byValue, truth.value);
    countTerms(byTerm, small, truth.value, isMissed);
  }
  return { cases, unsound, undecided, certificates, byValue, byTerm };
}

export const emptyProof: Proof = {
  cases: 0,
  unsound: [],
  undecided: 0,
  certificates: 0,
  byValue: {},
  byTerm: {},
};

/** What two runs of different cases found together. */
export function mergeProofs(a: Proof, b: Proof): Proof {
  const terms = new Set([...Object.keys(a.byTerm), ...Object.keys(b.byTerm)]);
  const values = new Set([...Object.keys(a.byValue), ...Object.keys(b.byValue)]);
  const none: TermCount = { cases: 0, decided: 0, found: 0 };
  return {
    cases: a.cases + b.cases,
    unsound: [...a.unsound, ...b.unsound],
    undecided: a.undecided + b.undecided,
    certificates: a.certificates + b.certificates,
    byValue: Object.fromEntries(
      [...values].map((key) => [key, (a.byValue[key] ?? 0) + (b.byValue[key] ?? 0)]),
    ),
    byTerm: Object.fromEntries(
      [...terms].map((term) => {
        const [x, y] = [a.byTerm[term] ?? none, b.byTerm[term] ?? none];
        const { cases, decided, found } = x;
        return [term, { cases: cases + y.cases, decided: decided + y.decided, found: found + y.found }];
      }),
    ),
  };
}

/** A case with what the definition says of it, and what the right engine does. */
export interface JudgedCase {
  readonly small: SmallCase;
  readonly truth: Truth;
  readonly right: Said;
}

export function judgedCase(seed: number): JudgedCase {
  const small = caseOf(seed);
  return { small, truth: truthOf(small), right: saidOf(small, glance) };
}

/**
 * Whether a case finds an engine out: it is wrong, it fails, or it leaves undecided what the right one decides where
 * nothing is in doubt.
 */
export function findsOut(engine: typeof glance, { small, truth, right }: JudgedCase): boolean {
  try {
    const said = saidOf(small, engine);
    const isVaguer = truth.doubtless && isValue(right.asKnown) && !isValue(said.asKnown);
    return isVaguer || wrongIn(truth, said) !== null;
  } catch {
    return true;
  }
}

/** The case that a seed makes. */
export function caseOf(seed: number): SmallCase {
  return randomCase(diceOf(seededRandom(seed)));
}

interface Said {
  readonly value: string;
  readonly asKnown: string;
}

function saidOf(small: SmallCase, engine: typeof glance): Said {
  const verdict = engine(small.question, evidenceOf(small));
  return { value: verdictText(verdict.value), asKnown: verdictText(verdict.asKnown) };
}

function isValue(text: string): boolean {
  return text !== 'open' && text !== 'indeterminate';
}

/** What the engine must not say, if it says so. */
function wrongIn(truth: Truth, said: Said): string | null {
  if (isValue(said.value) && said.value !== truth.value) return `said ${said.value}, is ${truth.value}`;
  if (said.value === 'open' && !truth.unread) return 'said open where everything is covered';
  if (!isValue(said.asKnown)) return null;
  const known = [...truth.asKnown];
  return known.length === 1 && known[0] === said.asKnown
    ? null
    : `as known said ${said.asKnown}, is ${known.join(' or ')}`;
}

function countValue(byValue: Record<string, number>, value: string): void {
  const kind = isValue(value) && !['true', 'false', 'void'].includes(value) ? 'number' : value;
  byValue[kind] = (byValue[kind] ?? 0) + 1;
}

function countTerms(
  byTerm: Record<string, TermCount>,
  { question }: SmallCase,
  value: string,
  isMissed: boolean,
): void {
  const asksWhen = question.kind === 'date' ? ['date'] : [];
  for (const op of new Set([...termsOf(question.claim).map((term) => term.op), ...asksWhen])) {
    const count = (byTerm[op] ??= { cases: 0, decided: 0, found: 0 });
    count.cases += 1;
    if (!isValue(value)) continue;
    count.decided += 1;
    if (!isMissed) count.found += 1;
  }
}
