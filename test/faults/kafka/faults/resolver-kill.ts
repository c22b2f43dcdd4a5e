import type { PassingFault } from '../fault.ts';
import { killAtProduce } from './kill-at-produce.ts';

export const resolverKill: PassingFault = {
  after: 'goes on',
  hurt: (scene) => killAtProduce(scene, 'resolver'),
};
