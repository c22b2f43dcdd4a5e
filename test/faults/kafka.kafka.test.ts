import { describePrivateKafka } from '@casus/testing';
import { expect, test } from 'vitest';
import { faultsKafka } from './kafka.ts';

/** The test's own time is longer, so that a run that is given up cleans up after itself. */
const timeMs = 300_000;
const timeout = timeMs + 30_000;

const seed = 8;

const cheap = [
  'broker-kill',
  'answers-lost',
  'disk-full',
  'postgres-kill',
  'ingest-kill',
  'projector-kill',
  'resolver-kill',
  'records-deleted',
  'topic-anew',
  'tail-lost',
];

describePrivateKafka('Casus on Kafka, its services apart', () => {
  test(
    `loses and doubles nothing in ten rounds of seed ${seed}, and halts where it must`,
    { timeout },
    async () => {
      const said: string[] = [];
      const totals = await faultsKafka({
        rounds: 10,
        seed,
        only: cheap,
        lengths: { stoppedMs: 2_000, ownersMs: 4_000 },
        signal: AbortSignal.timeout(timeMs),
        say: (sentence) => void said.push(sentence),
      });
      expect(said.filter((line) => line.startsWith(' '))).toEqual([]);
      expect(totals).toMatchObject({ rounds: 10, lost: 0, doubled: 0, wrong: 0 });
      expect(totals.appended).toBeGreaterThan(0);
      expect(totals.hit).toBeGreaterThanOrEqual(8);
    },
  );
});
