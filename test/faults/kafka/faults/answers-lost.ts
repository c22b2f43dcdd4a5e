import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault } from '../fault.ts';

const times = 5;

/** The broker has stored what was sent, and nobody hears of it. */
export const answersLost: PassingFault = {
  after: 'goes on',
  hurtsOutbox: true,
  async hurt({ servers: { broker }, random }) {
    const before = broker.proxy.lost;
    for (let time = 0; time < times; time += 1) {
      broker.proxy.loseAnswers(1 + Math.floor(random() * 3));
      await delay(100 + random() * 200);
    }
    broker.proxy.loseAnswers(0);
    return `${broker.proxy.lost - before} acknowledgements were lost on the way`;
  },
};
