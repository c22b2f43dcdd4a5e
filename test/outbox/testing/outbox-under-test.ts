import { startOutbox } from '@casus/forecast';
import { LogError } from '@casus/log';
import type { EventLog } from '@casus/log';
import { memoryPublisher } from '@casus/log/published';
import type { Fact, Publisher } from '@casus/log/published';
import { makeLogger } from '@casus/platform';
import type { Pool } from 'pg';
import { expect } from 'vitest';

const silent = makeLogger({ name: 'test', level: 'silent' });

export interface OutboxGiven {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly publisher: Publisher;
  /** @default 1970, when no reveal is due by the clock */
  readonly clock?: () => number;
  readonly owner?: string;
  readonly leaseMs?: number;
}

/** An outbox that is gone when disposed of; with the same owner the next one goes on at once. */
export function outboxUnderTest(given: OutboxGiven): ReturnType<typeof startOutbox> {
  return startOutbox({ clock: () => 0, owner: 'test', ...given, logger: silent });
}

/** Runs an outbox until it has told all that readers see. */
export async function tellAll(given: OutboxGiven): Promise<void> {
  await using outbox = await outboxUnderTest(given);
  await Promise.race([outbox.failed, untilTold(given.pool)]);
}

/** Until every partition is told as far as readers see. */
export async function untilTold(pool: Pool): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await pool.query(
          `select from read.checkpoints as seen
           left join outbox.checkpoints as told using (topic, partition)
           where coalesce(told.next_offset, 0) < seen.next_offset`,
        );
        return rows.length;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
}

/** Types without what all have in common: `question-changed`. */
export function namesOf(facts: readonly Fact[]): readonly string[] {
  return facts.map(({ record }) => record.type.replace(/^casus\.published\.|\.v1$/gu, ''));
}

/** Each fact once, where it was told first. */
export function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [fact.record.id, fact])).values()];
}

/** A publisher that breaks after the facts are stored, so many times: as a crash before the checkpoint does. */
export function breakingPublisher(times: number): ReturnType<typeof memoryPublisher> {
  const kept = memoryPublisher();
  let left = times;
  return {
    ...kept,
    async publish(facts) {
      await kept.publish(facts);
      left -= 1;
      if (left >= 0) throw new LogError('unavailable', 'the answer was lost');
    },
  };
}
