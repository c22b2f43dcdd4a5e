import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { HaltingFault } from '../fault.ts';

/** The broker dies and comes back without the end of `world`, as after a power failure with one replica. */
export const tailLost: HaltingFault = {
  after: 'halts',
  halting: ['projector', 'resolver'],
  reason: /stands another record|ends at offset|the checkpoint has read/,
  async hurt({ servers: { broker }, topicPrefix, random }) {
    await broker.kill();
    const segment = join(broker.dataDir, `${topicPrefix}world-0`, `${'0'.repeat(20)}.log`);
    const { size } = await stat(segment);
    const left = Math.floor(size * (0.2 + 0.6 * random()));
    await truncate(segment, left);
    await broker.start();
    const told = `of ${size} bytes of world the last ${size - left} were lost`;
    return { told, damaged: ['world'], worldWentBack: true };
  },
};
