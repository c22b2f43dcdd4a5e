import type { PassingFault } from '../fault.ts';
import { killAtProduce } from './kill-at-produce.ts';

export const ingestKill: PassingFault = {
  after: 'goes on',
  hurt: (scene) => killAtProduce(scene, 'ingest'),
};
