import { expect, inject, test } from 'vitest';
import { faultsProjection } from './projection.ts';

/** The test's own time is longer, so that a run that is given up cleans up after itself. */
const timeMs = 400_000;
const timeout = timeMs + 60_000;

test(
  'after 50 rounds of kills, zombies and poison the tables are those of a fold from zero',
  { timeout },
  async () => {
    const said: string[] = [];
    const say = (sentence: string): void => void said.push(sentence);
    const signal = AbortSignal.timeout(timeMs);
    const url = inject('postgresUrl');
    const totals = await faultsProjection({ url, rounds: 50, seed: 8, signal, say });
    expect(said.filter((line) => line.startsWith(' '))).toEqual([]);
    expect(totals).toMatchObject({ rounds: 50, lost: 0, doubled: 0, wrong: 0 });
    expect(totals.hit).toBeGreaterThanOrEqual(40);
  },
);
