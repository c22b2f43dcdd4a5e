import { setTimeout as delay } from 'node:timers/promises';
import type { Scene } from '../fault.ts';
import type { ServiceName } from '../services.ts';

const atProduceShare = 0.6;
const patienceMs = 2_000;
const randomMs = 600;

/**
 * kill -9 of a service and a start anew: as soon as the broker has stored what it sent, before it hears of it, or at
 * a random moment.
 */
export async function killAtProduce(scene: Scene, name: ServiceName): Promise<string> {
  const { services, servers, random } = scene;
  const isAtProduce = random() < atProduceShare;
  const waiting = AbortSignal.timeout(patienceMs);
  const sent = isAtProduce ? await servers.broker.proxy.loseNextOf(`casus-${name}`, waiting) : undefined;
  if (sent === undefined) await delay(random() * randomMs);
  await services.kill(name);
  await delay(random() * 200);
  await services.start(name);
  const moment = sent === undefined ? 'at a random moment' : 'when its records were stored, before it knew';
  return `the ${name} was killed ${moment}`;
}
