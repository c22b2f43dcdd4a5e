import { trimPartition, withAdmin } from '@casus/log/kafka/testing';
import { readCheckpoints } from '../../compare-projected.ts';
import type { HaltingFault } from '../fault.ts';

const place = 'world/0';

/** Records are deleted that the projector, which was down, has still to read. */
export const recordsDeleted: HaltingFault = {
  after: 'halts',
  halting: ['projector'],
  reason: /was deleted: \S*world begins at offset/,
  async prepare({ services, loader, random }) {
    await services.kill('projector');
    await loader.untilMore(100 + Math.floor(random() * 200));
  },
  async hurt({ servers: { broker }, services, pool, topicPrefix, random }, { stored }) {
    const checkpoint = (await readCheckpoints(pool)).get(place) ?? 0;
    const head = stored.get(place)?.length ?? 0;
    const below = checkpoint + 1 + Math.floor(random() * (head - checkpoint));
    await withAdmin([broker.address], (admin) => trimPartition(admin, `${topicPrefix}world`, 0, below));
    await services.start('projector');
    const told = `records of ${place} below ${below} were deleted, the projector was at ${checkpoint}`;
    return { told, damaged: ['world'], worldWentBack: false };
  },
};
