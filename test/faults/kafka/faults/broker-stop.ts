import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault } from '../fault.ts';

/** SIGSTOP: connections stay open, requests are taken and not answered until it continues. */
export const brokerStop: PassingFault = {
  after: 'goes on',
  everyCycles: 3,
  async hurt({ servers: { broker }, lengths, signal }) {
    broker.pause();
    try {
      await delay(lengths.stoppedMs, undefined, { signal });
    } finally {
      broker.resume();
    }
    return `the broker was stopped for ${lengths.stoppedMs / 1_000} s`;
  },
};
