import { decided } from './three.ts';
import type { Three } from './three.ts';
import type { Happening } from './world.ts';

/** Those that pass a test: surely, or perhaps. */
export function passing(known: readonly Happening[], test: (each: Happening) => Three): readonly Happening[] {
  return known.flatMap((each) => {
    const truth = test(each);
    return truth === 0 ? [] : [{ ...each, sure: each.sure && truth === 2 }];
  });
}

/** Whether `b` comes `from` to `to` seconds after `a`. */
export function follows(a: Happening, b: Happening, from: number, to: number): Three {
  const [shortest, longest] = [b.low - a.high, b.high - a.low];
  return decided(shortest >= from && longest <= to, longest < from || shortest > to);
}

export function isSame(a: Happening, b: Happening): boolean {
  return a.facts.length === 1 && b.facts.length === 1 && a.facts[0]?.id === b.facts[0]?.id;
}
