import type { PassingFault } from '../fault.ts';
import { killAtProduce } from './kill-at-produce.ts';

export const outboxKill: PassingFault = {
  after: 'goes on',
  hurtsOutbox: true,
  hurt: (scene) => killAtProduce(scene, 'outbox'),
};
