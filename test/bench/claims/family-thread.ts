import { workerData } from 'node:worker_threads';
import { benchFamily } from './family.ts';

benchFamily(workerData === true);
