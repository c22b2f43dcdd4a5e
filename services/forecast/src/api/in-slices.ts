import { setImmediate as nextTurn } from 'node:timers/promises';

const longestSliceMs = 10;

/** What a long look has come to, or that it took longer than it may. */
export type Sliced<T, R> =
  | { readonly complete: true; readonly found: readonly T[]; readonly result: R }
  | { readonly complete: false; readonly found: readonly T[] };

/** Drives work that yields between its steps, in slices that leave the event loop free for others. */
export async function inSlices<T, R>(work: Iterator<T, R>, budgetMs: number): Promise<Sliced<T, R>> {
  const found: T[] = [];
  const started = performance.now();
  let sliceEnd = started + longestSliceMs;
  for (;;) {
    const step = work.next();
    if (step.done === true) return { complete: true, found, result: step.value };
    found.push(step.value);
    if (performance.now() - started > budgetMs) return { complete: false, found };
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + longestSliceMs;
  }
}
