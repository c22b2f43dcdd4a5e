import { setTimeout as delay } from 'node:timers/promises';
import type { Position, Topic } from '@casus/log';
import type { Database } from './cut.ts';

const pollMs = 25;
const defaultTimeoutMs = 2_000;

interface Waiter {
  readonly position: Position;
  readonly reached: () => void;
}

/** Waits for what readers see to reach a position. */
export interface PositionWatch {
  /** True once the record at the position is folded into the read schema; false after the time-out (default 2 s). */
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
      for (const place of await readPlaces(db)) advanced(place);
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
        const waiter = { position, reached: () => settle(true) };
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
}

async function readPlaces(db: Database): Promise<readonly Place[]> {
  try {
    const { rows } = await db.query<{ topic: Topic; partition: number; next: string }>(
      'select topic, partition, next_offset as next from read.checkpoints',
    );
    return rows.map(({ topic, partition, next }) => ({ topic, partition, next: Number(next) }));
  } catch {
    return [];
  }
}
