import { setTimeout as delay } from 'node:timers/promises';
import type { Position, Topic } from '@casus/log';
import type { Database } from './cut.ts';

const pollMs = 25;
const defaultTimeoutMs = 2_000;

interface Waiter {
  readonly position: Position;
  readonly reached: () => void;
  readonly givenUp: () => void;
}

/** Waits for what readers see to reach a position. */
export interface PositionWatch {
  /**
   * True once the record at the position is folded into the read schema; false after the time-out (default 2 s), and
   * at once while what readers see is stale: nothing is folded into it then.
   */
  waitFor(position: Position, timeoutMs?: number): Promise<boolean>;
  /** Spares the next poll: a projector of this process says how far readers see. */
  advanced(place: { readonly topic: Topic; readonly partition: number; readonly next: number }): void;
}

/**
 * Asks the database while somebody waits, with one query for all; works from any process. An error of the
 * database counts as no answer.
 */
export function positionWatch(db: Database): PositionWatch {
  const waiters = new Set<Waiter>();
  let polling = false;
  const advanced: PositionWatch['advanced'] = ({ topic, partition, next }) => {
    for (const { position, reached } of waiters)
      if (position.topic === topic && position.partition === partition && position.offset < next) reached();
  };
  const poll = async (): Promise<void> => {
    polling = true;
    while (waiters.size > 0) {
      const asked = [...waiters];
      const places = await readPlaces(db);
      for (const place of places) advanced(place);
      if (places.some(({ stale }) => stale)) for (const { givenUp } of asked) givenUp();
      if (waiters.size > 0) await delay(pollMs);
    }
    polling = false;
  };
  return {
    advanced,
    waitFor(position, timeoutMs = defaultTimeoutMs) {
      return new Promise((resolve) => {
        const settle = (reached: boolean): void => {
          clearTimeout(timer);
          waiters.delete(waiter);
          resolve(reached);
        };
        const timer = setTimeout(() => settle(false), timeoutMs);
        const waiter = { position, reached: () => settle(true), givenUp: () => settle(false) };
        waiters.add(waiter);
        if (!polling) void poll();
      });
    },
  };
}

interface Place {
  readonly topic: Topic;
  readonly partition: number;
  readonly next: number;
  readonly stale: boolean;
}

async function readPlaces(db: Database): Promise<readonly Place[]> {
  try {
    const { rows } = await db.query<Omit<Place, 'next'> & { readonly next: string }>(
      `select topic, partition, next_offset as next, (select stale from read.generation) as stale
       from read.checkpoints`,
    );
    return rows.map(({ next, ...place }) => ({ ...place, next: Number(next) }));
  } catch {
    return [];
  }
}
