import { parentPort } from 'node:worker_threads';
import { mutants } from './mutants.ts';
import type { Answer, Job } from './jobs.ts';
import { prove } from './prove.ts';
import { killerOf } from './run-mutants.ts';

/** A thread of the proof: does one job after the other as they are posted to it. */
parentPort?.on('message', (job: Job) => void reply(job));

/** A failure is nobody's promise, so that it ends the thread and is heard of. */
async function reply(job: Job): Promise<void> {
  parentPort?.postMessage(await answerTo(job));
}

async function answerTo(job: Job): Promise<Answer> {
  if (job.kind === 'cases') return { kind: 'proof', proof: prove(job.cases, job.seed) };
  const mutant = mutants.find(({ name }) => name === job.mutant);
  if (mutant === undefined) throw new Error(`there is no mutant called ${job.mutant}`);
  return { kind: 'fate', fate: { mutant: mutant.name, killedBy: await killerOf(mutant, job.seeds) } };
}
