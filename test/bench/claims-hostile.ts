import { seededRandom } from '../faults/random.ts';
import { diceOf } from '../prove/dice.ts';
import { attack } from './claims-hostile/attack.ts';
import { hostileWorlds } from './claims-hostile/drafts.ts';

/** Longer than this nobody waits for a claim. */
const longestMs = 5_000;

/**
 * Hostile claims (deep, wide, long windows, hot patterns, joins, many doubts, no claims at all) against a world of
 * 20,000 events, half of them in doubt, and smaller ones where all may bear on all: each is refused, or bounded by its
 * limits. Fails where one takes longer than five seconds. `--claims N --seed S`
 */
export async function run(args: string[]): Promise<void> {
  const claims = numberAfter(args, '--claims') ?? 10_000;
  const seed = numberAfter(args, '--seed') ?? 1;
  const dice = diceOf(seededRandom(seed));
  const found = attack(dice, hostileWorlds(dice), claims);
  process.stdout.write(`${JSON.stringify({ name: 'claims-hostile', seed, ...found })}\n`);
  if (Math.max(found.longestCompileMs, found.longestEvaluateMs) > longestMs) {
    throw new Error(`a claim took longer than ${longestMs} ms`);
  }
}

function numberAfter(words: readonly string[], name: string): number | null {
  const value = Number(words[words.indexOf(name) + 1]);
  return words.includes(name) && Number.isInteger(value) && value >= 0 ? value : null;
}
