import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Answer, Fate, Job } from './jobs.ts';
import { mutants } from './mutants.ts';
import { emptyProof, mergeProofs } from './prove.ts';
import type { Proof } from './prove.ts';

const casesAJob = 250;

/** How a long run is followed, and ended early. */
export interface Watch {
  readonly onProgress: (soFar: Proof) => void;
  /** Once aborted, no further cases are begun: the proof is of those that were. */
  readonly signal: AbortSignal;
}

const unwatched: Watch = { onProgress: () => undefined, signal: new AbortController().signal };

/** Cases `seed`, `seed + 1`…, shared out among threads; the proof does not depend on how many there are. */
export async function proveInParallel(
  cases: number,
  seed: number,
  { onProgress, signal }: Watch = unwatched,
): Promise<Proof> {
  const jobs = Array.from({ length: Math.ceil(cases / casesAJob) }, (_, index): Job => {
    const from = index * casesAJob;
    return { kind: 'cases', seed: seed + from, cases: Math.min(casesAJob, cases - from) };
  });
  let proof = emptyProof;
  const take = (answer: Answer): void => {
    if (answer.kind === 'proof') proof = mergeProofs(proof, answer.proof);
    onProgress(proof);
  };
  await shareOut(jobs, take, signal);
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
async function shareOut(
  jobs: readonly Job[],
  onAnswer: (answer: Answer) => void,
  signal = unwatched.signal,
): Promise<void> {
  const pending = [...jobs];
  const next = (): Job | undefined => (signal.aborted ? undefined : pending.shift());
  const workers = Array.from(
    { length: Math.min(availableParallelism(), jobs.length) },
    () => new Worker(new URL('worker.ts', import.meta.url)),
  );
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let job = next(); job !== undefined; job = next()) {
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
