import { setTimeout as delay } from 'node:timers/promises';
import { startOutbox } from '@casus/forecast';
import { readTopic } from '@casus/log/kafka/testing';
import { memoryPublisher } from '@casus/log/published';
import { makeLogger, systemClock } from '@casus/platform';
import type pg from 'pg';
import { wrongOf } from '../findings.ts';
import type { Findings } from '../findings.ts';
import { comparePublished } from './compare-published.ts';
import type { PublishedFact } from './compare-published.ts';
import type { Scene } from './fault.ts';
import { hiddenQuestions } from './questions.ts';

const patienceMs = 180_000;
const lookMs = 50;

/**
 * While nothing is sent: waits until the outbox has told all that readers see, then compares the topic `published`
 * with what an outbox tells that begins now. Both must have told the same stretch of the log: where something was
 * appended in between, such as the tick of a reveal, it is done again.
 */
export async function auditPublished(scene: Scene): Promise<Findings> {
  const { services, servers, topicPrefix } = scene;
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    await untilTold(scene);
    await services.stop('outbox');
    const told = await readTopic([servers.broker.address], `${topicPrefix}published`);
    const anew = await tellAnew(scene);
    await services.start('outbox');
    if (anew.isSameStretch) return comparePublished(told.flat(), anew.facts, new Set(hiddenQuestions));
    if (performance.now() > giveUpAt) return wrongOf(['appends do not end: what is told was not compared']);
  }
}

interface ToldAnew {
  readonly facts: readonly PublishedFact[];
  /** It has told as far as the outbox that was stopped. */
  readonly isSameStretch: boolean;
}

/** What an outbox tells that has told nothing yet; the one that was stopped goes on where it was. */
async function tellAnew(scene: Scene): Promise<ToldAnew> {
  const { pool } = scene;
  await pool.query('alter schema outbox rename to outbox_kept');
  try {
    const facts = await tellAll(scene);
    return { facts, isSameStretch: await isSameStretch(pool) };
  } finally {
    await pool.query('drop schema if exists outbox cascade; alter schema outbox_kept rename to outbox');
  }
}

async function tellAll(scene: Scene): Promise<readonly PublishedFact[]> {
  const { log, pool } = scene;
  const publisher = memoryPublisher();
  const logger = makeLogger({ name: 'faults', level: 'silent' });
  await using outbox = await startOutbox({ log, pool, publisher, clock: systemClock, logger });
  await Promise.race([outbox.failed, untilTold(scene)]);
  await outbox[Symbol.asyncDispose](); // until it has stopped it may tell more
  return publisher.facts.map(({ key, record }) => ({ key, ...record }));
}

async function isSameStretch(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from outbox_kept.checkpoints as kept
     full join outbox.checkpoints as anew using (topic, partition)
     where kept.next_offset is distinct from anew.next_offset`,
  );
  return rowCount === 0;
}

async function untilTold({ pool, signal }: Scene): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while ((await partitionsBehind(pool)) > 0) {
    if (performance.now() > giveUpAt) throw new Error('the outbox does not tell what readers see');
    await delay(lookMs, undefined, { signal });
  }
}

async function partitionsBehind(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select from read.checkpoints as seen
     left join outbox.checkpoints as told using (topic, partition)
     where coalesce(told.next_offset, 0) < seen.next_offset`,
  );
  return rowCount ?? 0;
}
