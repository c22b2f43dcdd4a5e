import { setTimeout as delay } from 'node:timers/promises';
import type { PassingFault, Scene } from '../fault.ts';
import type { ServiceName } from '../services.ts';

const everyMs = 2_000;
const killShare = 0.5;

/** Every 2 s a projector joins or another one leaves, stopped or killed; one is always there. */
export const owners: PassingFault = {
  after: 'goes on',
  everyCycles: 3,
  async hurt(scene) {
    const { services, lengths, signal } = scene;
    const endAt = performance.now() + lengths.ownersMs;
    let [staying, joining]: [ServiceName, ServiceName] = ['projector', 'heir'];
    let changes = 0;
    for (; performance.now() < endAt || staying !== 'projector'; changes += 2) {
      await services.start(joining);
      await delay(everyMs, undefined, { signal });
      await leave(scene, staying);
      await delay(everyMs, undefined, { signal });
      [staying, joining] = [joining, staying];
    }
    return `owners joined and left ${changes} times`;
  },
};

async function leave({ services, random }: Scene, name: ServiceName): Promise<void> {
  await (random() < killShare ? services.kill(name) : services.stop(name));
}
