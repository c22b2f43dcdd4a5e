import type { WorldMemory } from '@casus/domain/world-memory';
import type { Change } from '../touch.ts';
import type { RememberedWorld } from './follower.ts';

/** A world in memory as followers go through it. */
export function rememberedWorld(memory: WorldMemory): RememberedWorld {
  const changes = new Map<number, readonly Change[]>();
  return {
    get next() {
      return memory.cut;
    },
    evidenceAt: (cut) => memory.evidenceAt(cut),
    logTimeAt: (offset) => memory.logTimeAt(offset) ?? 0,
    countUntil: (time) => memory.offsetAtTime(time),
    changesAt(offset) {
      const known = changes.get(offset) ?? changesOf(memory, offset);
      changes.set(offset, known);
      return known;
    },
  };
}

function changesOf(memory: WorldMemory, offset: number): readonly Change[] {
  const { events, coverage, actors, everything } = memory.changesAt(offset);
  if (everything || actors.length > 0) return [{ kind: 'everything' }];
  const evidence = memory.evidenceAt(offset + 1);
  const changed = events.map(({ type, participants, actor, target, interval }): Change => {
    const named = [...participants, actor, target].filter((name) => name !== null);
    const sides = named.flatMap((name) => evidence.affiliationsOf(name).map(({ of }) => of));
    return { kind: 'event', type, actors: [...named, ...sides], from: interval.from, to: interval.to };
  });
  const read = coverage.map((source): Change => ({ kind: 'coverage', source, type: '*' }));
  return [...changed, ...read];
}
