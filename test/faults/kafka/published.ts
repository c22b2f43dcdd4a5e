import { setTimeout as delay } from 'node:timers/promises';
import { startOutbox } from '@casus/forecast';
import { readTopic } from '@casus/log/kafka/testing';
import { memoryPublisher } from '@casus/log/published';
import { makeLogger, systemClock } from '@casus/platform';
import type pg from 'pg';
import type { Findings } from '../findings.ts';
import { comparePublished } from './compare-published.ts';
import type { PublishedFact } from './compare-published.ts';
import type { Scene } from './fault.ts';
import { hiddenQuestions } from './questions.ts';

const patienceMs = 180_000;
const lookMs = 50;

/**
 * While nothing is sent: waits until the outbox has told all that readers see, then compares the topic `published`
 * with what an outbox tells that begins now.
 */
export async function auditPublished(scene: Scene): Promise<Findings> {
  const { services, servers, topicPrefix } = scene;
  await untilTold(scene);
  await services.stop('outbox');
  const topics = await readTopic([servers.broker.address], `${topicPrefix}published`);
  const expected = await tellAnew(scene);
  await services.start('outbox');
  return comparePublished(topics.flat(), expected, new Set(hiddenQuestions));
}

/** What an outbox tells that has told nothing yet; the one that was stopped goes on where it was. */
async function tellAnew(scene: Scene): Promise<readonly PublishedFact[]> {
  const { log, pool } = scene;
  const publisher = memoryPublisher();
  await pool.query('alter schema outbox rename to outbox_kept');
  try {
    const logger = makeLogger({ name: 'faults', level: 'silent' });
    await using outbox = await startOutbox({ log, pool, publisher, clock: systemClock, logger });
    await Promise.race([outbox.failed, untilTold(scene)]);
  } finally {
    await pool.query('drop schema if exists outbox cascade; alter schema outbox_kept rename to outbox');
  }
  return publisher.facts.map(({ key, record }) => ({ key, ...record }));
}

async function untilTold({ pool, signal }: Scene): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while ((await partitionsBehind(pool)) + (await revealsDue(pool)) > 0) {
    if (performance.now() > giveUpAt) throw new Error('the outbox does not tell what readers see');
    await delay(lookMs, undefined, { signal });
  }
}

/**
 * Questions whose crowd is to be told by now, or before an outbox that begins anew has gone through everything: it
 * waits for a record after that time, which whoever tells the partition appends.
 */
async function revealsDue(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select from outbox.held where to_timestamp(reveal_at / 1000.0) < clock_timestamp() + interval '10 s'`,
  );
  return rowCount ?? 0;
}

async function partitionsBehind(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select from read.checkpoints as seen
     left join outbox.checkpoints as told using (topic, partition)
     where coalesce(told.next_offset, 0) < seen.next_offset`,
  );
  return rowCount ?? 0;
}
