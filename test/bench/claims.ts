import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { benchIdle } from './claims/idle.ts';
import { benchMixed } from './claims/mixed.ts';

/**
 * The engine that keeps claims up to date, in one thread. `claims-mixed-N`: operations a second on N open claims of the
 * common shapes, with 10 % late, 2 % duplicate, 1 % retracted and 1 % corrected reports; its latencies, and what a
 * certificate costs. `claims-idle-N`: latencies on 1,000 claims beside N that nothing touches, and bytes a claim.
 * `claims-family`: "no sanction while talks" for all pairs of 60 actors, against `@electric-sql/d2ts` and against one
 * monitor a claim. Verdicts are compared with the evaluation from scratch, or with the peer's, before a speed is printed.
 * `--quick` plays a small part of it; a part is named by `mixed`, `idle`, `family`.
 */
export async function run(args: string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const named = args.filter((each) => !each.startsWith('--'));
  const isAsked = (part: string): boolean => named.length === 0 || named.includes(part);
  if (isAsked('mixed')) benchMixed(isQuick);
  if (isAsked('idle')) benchIdle(isQuick);
  if (isAsked('family')) await familyWithRoom(isQuick);
}

/** A heap that holds what both sides keep of a million events is larger than a process gets by itself. */
async function familyWithRoom(isQuick: boolean): Promise<void> {
  const thread = new Worker(new URL('./claims/family-thread.ts', import.meta.url), {
    workerData: isQuick,
    resourceLimits: { maxOldGenerationSizeMb: 12_288 },
  });
  await once(thread, 'exit');
}
