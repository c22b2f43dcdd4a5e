import { expect, test } from 'vitest';
import { faultsEmbedded } from './embedded.ts';

/** The test's own time is longer, so that a run that is given up cleans up after itself. */
const timeMs = 240_000;
const timeout = timeMs + 30_000;

test('killed ten times while it loads, Casus loses and doubles nothing', { timeout }, async () => {
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  const signal = AbortSignal.timeout(timeMs);
  const totals = await faultsEmbedded({ rounds: 10, seed: 8, rows: 1_000, signal, say });
  expect(said.filter((line) => line.startsWith(' '))).toEqual([]);
  expect(totals).toMatchObject({ rounds: 10, appended: 1_000, lost: 0, doubled: 0, wrong: 0 });
  expect(totals.hit).toBeGreaterThanOrEqual(8);
});
