import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import type { WorldChanges, WorldMemory } from '@casus/domain/world-memory';

/** The world as a resolver remembers it: every prefix of the records folded so far. */
export interface RememberedWorld {
  /** Offset of the next record. */
  readonly next: number;
  /** What is known of the prefix before `cut`. */
  evidenceAt(cut: number): Evidence;
  /** An event in the prefix before `cut`; undefined for one that is not there, or is retracted. */
  eventAt(eventId: string, cut: number): WorldEvent | undefined;
  /** What the record at an offset changed. */
  changesAt(offset: number): WorldChanges;
  /** Epoch milliseconds. */
  logTimeAt(offset: number): number;
  /** How many records have a log time of at most `time` (epoch milliseconds). */
  countUntil(time: number): number;
}

/** A world in memory as followers go through it. */
export function rememberedWorld(memory: WorldMemory): RememberedWorld {
  return {
    get next() {
      return memory.cut;
    },
    evidenceAt: (cut) => memory.evidenceAt(cut),
    eventAt: (eventId, cut) => memory.eventAt(eventId, cut),
    changesAt: (offset) => memory.changesAt(offset),
    logTimeAt: (offset) => memory.logTimeAt(offset) ?? 0,
    countUntil: (time) => memory.offsetAtTime(time),
  };
}
