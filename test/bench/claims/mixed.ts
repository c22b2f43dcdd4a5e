import { evaluate } from '@casus/claims';
import type { ClaimQuestion } from '@casus/claims';
import { LiveClaims } from '@casus/claims/live';
import { seededRandom } from '../../faults/random.ts';
import { diceOf } from '../../prove/dice.ts';
import { printFigure, quantile } from '../print.ts';
import { assertEqual, PlayedWorld } from './played-world.ts';
import { mixedQuestion, pairs } from './shapes.ts';
import { mixedOperations } from './stream.ts';
import type { Operation } from './stream.ts';

/** Claims whose verdict is evaluated from scratch, over all of the world, at the end. */
const mostCompared = 500;

/** Claims about pairs drawn at random, by id. */
export function mixedQuestions(claims: number, seed: number): ReadonlyMap<string, ClaimQuestion> {
  const dice = diceOf(seededRandom(seed));
  return new Map(
    Array.from({ length: claims }, (_, index) => {
      const pair = pairs[dice.between(0, pairs.length - 1)] ?? ['A00', 'A01'];
      return [`c${index}`, mixedQuestion(dice, pair)];
    }),
  );
}

/** Plays operations; seconds for each. */
export function played(
  world: PlayedWorld,
  live: LiveClaims,
  operations: readonly Operation[],
): { readonly seconds: number; readonly latencies: Float64Array } {
  const latencies = new Float64Array(operations.length);
  const begin = performance.now();
  let before = begin;
  for (const [index, operation] of operations.entries()) {
    world.play(live, operation);
    const now = performance.now();
    latencies[index] = (now - before) * 1000;
    before = now;
  }
  return { seconds: (before - begin) / 1000, latencies };
}

export function benchMixed(isQuick: boolean): void {
  const operations = mixedOperations(diceOf(seededRandom(2)), isQuick ? 20_000 : 400_000);
  // the first run is for the compiler alone
  for (const [claims, isPrinted] of [
    [1000, false],
    [1000, true],
    [10_000, true],
    [100_000, true],
  ] as const) {
    const questions = mixedQuestions(isQuick ? claims / 10 : claims, 1);
    const world = new PlayedWorld();
    const live = new LiveClaims(world.surroundings);
    for (const [id, question] of questions) live.open(id, question);
    const { seconds, latencies } = played(world, live, operations);
    const compared = new Map([...questions].slice(0, isPrinted ? mostCompared : 0));
    assertEqual(live, compared, world.evidenceAfter(operations));
    if (!isPrinted) continue;
    const name = `claims-mixed-${claims}`;
    printFigure({ name, value: operations.length / seconds, unit: 'operations/s' });
    printFigure({ name: `${name}-p50`, value: quantile(latencies, 0.5), unit: 'us' });
    printFigure({ name: `${name}-p99`, value: quantile(latencies, 0.99), unit: 'us' });
    printFigure({ name: `${name}-compared`, value: compared.size, unit: 'verdicts equal' });
    if (claims === 100_000) certificateCost(questions, world, operations);
  }
}

/** Milliseconds to write a certificate over all of the world, for claims drawn from all. */
function certificateCost(
  questions: ReadonlyMap<string, ClaimQuestion>,
  world: PlayedWorld,
  operations: readonly Operation[],
): void {
  const evidence = world.evidenceAfter(operations);
  const some = [...questions.values()].slice(-100);
  const costs = Float64Array.from(some, (question) => {
    const before = performance.now();
    evaluate(question, evidence);
    return performance.now() - before;
  });
  printFigure({ name: 'claims-certificate-p50', value: quantile(costs, 0.5), unit: 'ms' });
  printFigure({ name: 'claims-certificate-p99', value: quantile(costs, 0.99), unit: 'ms' });
}
