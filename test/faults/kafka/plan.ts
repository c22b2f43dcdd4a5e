import type { Fault } from './fault.ts';

const longestLife = 10;

type Planned = Pick<Fault, 'after' | 'everyCycles'>;

/**
 * Names of faults by life, in seeded order: every fault comes once before any comes again, slow ones less often. A
 * fault at which the services halt is the last one of its life.
 */
export function planLives(
  faults: Readonly<Record<string, Planned>>,
  rounds: number,
  random: () => number,
): readonly (readonly string[])[] {
  const lives: (readonly string[])[] = [];
  let left = rounds;
  for (let cycle = 0; left > 0; cycle += 1)
    for (const life of livesOf(dueIn(faults, cycle), random)) {
      const own = life.slice(0, left);
      if (own.length > 0) lives.push(own);
      left -= own.length;
    }
  return lives;
}

/** Of the slow ones each begins in another cycle. */
function dueIn(faults: Readonly<Record<string, Planned>>, cycle: number): Readonly<Record<string, Planned>> {
  const entries = Object.entries(faults);
  const slow = entries.filter(([, { everyCycles = 1 }]) => everyCycles > 1);
  const due = entries.filter(
    (entry) =>
      (cycle + slow.indexOf(entry)) % (entry[1].everyCycles ?? 1) === 0 || slow.length === entries.length,
  );
  return Object.fromEntries(due);
}

function livesOf(
  faults: Readonly<Record<string, Planned>>,
  random: () => number,
): readonly (readonly string[])[] {
  const named = (after: Planned['after']): string[] =>
    shuffled(
      Object.entries(faults).flatMap(([name, fault]) => (fault.after === after ? [name] : [])),
      random,
    );
  const [passing, halting] = [named('goes on'), named('halts')];
  const count = Math.max(halting.length, Math.ceil(passing.length / longestLife));
  return Array.from({ length: count }, (_, life) => [
    ...passing.filter((__, index) => index % count === life),
    ...halting.slice(life, life + 1),
  ]);
}

function shuffled(names: readonly string[], random: () => number): string[] {
  return names
    .map((name) => ({ name, order: random() }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ name }) => name);
}
