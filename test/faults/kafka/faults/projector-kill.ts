import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault, Scene } from '../fault.ts';

const inTransactionShare = 0.6;
const patienceMs = 1_000;
const randomMs = 600;

/** kill -9 of the projector, within a transaction that stores a batch and its checkpoint, or at a random moment. */
export const projectorKill: PassingFault = {
  after: 'goes on',
  async hurt(scene) {
    const { services, random } = scene;
    const isSeen = random() < inTransactionShare && (await untilInTransaction(scene));
    if (!isSeen) await delay(random() * randomMs);
    await services.kill('projector');
    await services.start('projector');
    return `the projector was killed ${isSeen ? 'within a transaction' : 'at a random moment'}`;
  },
};

const storing = `
select from pg_stat_activity
where datname = current_database() and application_name = 'casus-projector' and backend_xid is not null`;

/** False when it was not seen in one. */
async function untilInTransaction({ pool }: Scene): Promise<boolean> {
  const giveUpAt = performance.now() + patienceMs;
  while (performance.now() < giveUpAt) if ((await pool.query(storing)).rowCount !== 0) return true;
  return false;
}
