import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault } from '../fault.ts';

/** kill -9 of Postgres, and a start on the same data. */
export const postgresKill: PassingFault = {
  after: 'goes on',
  hurtsOutbox: true,
  async hurt({ servers: { postgres }, random }) {
    await postgres.kill();
    await delay(random() * 500);
    await postgres.start();
    return 'Postgres was killed and started again';
  },
};
