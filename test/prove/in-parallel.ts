import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Fate, Job } from './jobs.ts';
import { mutants } from './mutants.ts';
import { emptyProof, mergeProofs } from './prove.ts';
import type { Proof } from './prove.ts';

const casesAJob = 250;

/** Cases `seed`, `seed + 1`…, shared out among threads; the proof does not depend on how many there are. */
export async function proveInParallel(
  cases: number,
  seed: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<Proof> {
  const jobs = Array.from({ length: Math.ceil(cases / casesAJob) }, (_, index): Job => {
    const from = index * casesAJob;
    return { kind: 'cases', seed: seed + from, cases: Math.min(casesAJob, cases - from) };
  });
  let proof = emptyProof;
  await shareOut(jobs, (answer) => {
    if (answer.kind === 'proof') proof = mergeProofs(proof, answer.proof);
    onProgress(proof.cases);
  });
  return { ...proof, unsound: proof.unsound.toSorted((a, b) => a.seed - b.seed) };
}

/** Every mutant, tried on the cases with the seeds that are given for its name, until one finds it out. */
export async function runMutants(seedsFor: (name: string) => readonly number[]): Promise<readonly Fate[]> {
  const fates: Fate[] = [];
  const jobs = mutants.map(({ name }): Job => ({ kind: 'mutant', mutant: name, seeds: seedsFor(name) }));
  await shareOut(jobs, (answer) => {
    if (answer.kind === 'fate') fates.push(answer.fate);
  });
  return fates.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ mutant }: Fate): number {
  return mutants.findIndex(({ name }) => name === mutant);
}

/** Each thread takes the next job when it is done with one. The first failure of a thread fails all. */
async function shareOut(jobs: readonly Job[], onAnswer: (answer: Answer) => void): Promise<void> {
  const pending = [...jobs];
  const workers = Array.from(
    { length: Math.min(availableParallelism(), jobs.length) },
    () => new Worker(new URL('worker.ts', import.meta.url)),
  );
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let job = pending.shift(); job !== undefined; job = pending.shift()) {
          worker.postMessage(job);
          const [answer] = (await once(worker, 'message')) as [Answer];
          onAnswer(answer);
        }
      }),
    );
  } finally {
    await Promise.all(workers.map(async (worker) => worker.terminate()));
  }
}
