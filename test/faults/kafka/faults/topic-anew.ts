import { randomUUID } from 'node:crypto';
import { LogError } from '@casus/log';
import type { Topic } from '@casus/log';
import { openKafkaLog } from '@casus/log/kafka';
import { deleteTopic, withAdmin } from '@casus/log/kafka/testing';
import { worldRecord } from '@casus/domain/records';
import type { HaltingFault, Scene } from '../fault.ts';
import { bothTopics } from '../stored-log.ts';

/** `world` alone is deleted, and stands there empty; or both topics are, and another log begins in their place. */
export const topicAnew: HaltingFault = {
  after: 'halts',
  halting: ['projector', 'resolver'],
  reason: /stands another record|is of log|ends at offset|the checkpoint has read|begins with the header of/,
  async hurt(scene, { stored }) {
    const { servers, topicPrefix, random } = scene;
    const damaged: readonly Topic[] = random() < 0.5 ? ['world'] : bothTopics;
    await withAdmin([servers.broker.address], async (admin) => {
      for (const topic of damaged) await deleteTopic(admin, `${topicPrefix}${topic}`);
    });
    const head = stored.get('world/0')?.length ?? 0;
    const filled = await fillAnew(scene, Math.floor(random() * 2 * head));
    const told = `${damaged.join(' and ')} made anew, with ${filled} records of ${head}`;
    return { told, damaged, worldWentBack: filled < head / 2 };
  },
};

/** Opens the log, which creates what is missing, and appends; a log that is refused stays empty. */
async function fillAnew({ servers, log, topicPrefix }: Scene, count: number): Promise<number> {
  const { partitions } = log;
  const ticks = Array.from({ length: count }, () =>
    worldRecord(randomUUID(), { name: 'clock-ticked', data: {} }),
  );
  try {
    await using anew = await openKafkaLog({ brokers: [servers.broker.address], partitions, topicPrefix });
    for (let at = 0; at < count; at += 500)
      await anew.append({ topic: 'world', key: 'anew', records: ticks.slice(at, at + 500) });
    return count;
  } catch (error) {
    if (!(error instanceof LogError) || error.code !== 'lost-tail') throw error;
    return 0;
  }
}
