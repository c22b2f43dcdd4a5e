import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault, Scene } from '../fault.ts';

const fullMs = 60_000;
const silentMs = 500;

/** The broker's disk is full until nothing is acknowledged any more; then there is room, and a new start. */
export const diskFull: PassingFault = {
  after: 'goes on',
  hurtsOutbox: true,
  async hurt(scene) {
    const { broker, disk } = scene.servers;
    if (broker.pid === undefined) throw new Error('there is no broker');
    await disk.fill(broker.pid);
    await untilSilent(scene);
    await delay(scene.random() * 1_000);
    await disk.empty();
    await broker.kill();
    await broker.start();
    return "the broker's disk was full";
  },
};

/** @throws {Error} acknowledgements go on */
async function untilSilent({ loader, signal }: Scene): Promise<void> {
  const giveUpAt = performance.now() + fullMs;
  for (let last = -1; last !== loader.acknowledged.size;) {
    if (performance.now() > giveUpAt) throw new Error('the broker stores on a full disk');
    last = loader.acknowledged.size;
    await delay(silentMs, undefined, { signal });
  }
}
