import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault } from '../fault.ts';

/** kill -9 of the broker, and a start on the same data. */
export const brokerKill: PassingFault = {
  after: 'goes on',
  async hurt({ servers: { broker }, random }) {
    await broker.kill();
    await delay(random() * 500);
    await broker.start();
    return 'the broker was killed and started again';
  },
};
