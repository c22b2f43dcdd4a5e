import { parseArgs } from 'node:util';
import {
  passingFaults,
  passingRound,
  lostTailRound,
  recreationRound,
  trimRound,
} from '@casus/log/kafka/testing';
import type { RoundResult } from '@casus/log/kafka/testing';
import { startBroker } from '@casus/testing/kafka';
import type { Broker } from '@casus/testing/kafka';
import { seededRandom } from './random.ts';

type Round = (broker: Broker, random: () => number) => Promise<RoundResult>;

const faults: Readonly<Record<string, Round>> = {
  ...Object.fromEntries(
    Object.entries(passingFaults).map(([name, fault]): [string, Round] => [
      name,
      (broker, random) => passingRound(broker, fault, random),
    ]),
  ),
  'records deleted': (broker, random) => trimRound([broker.address], random),
  'topic made anew': (broker, random) => recreationRound([broker.address], random),
  'tail lost': lostTailRound,
};

/** Below this share of rounds in which the fault fell between appends, a run has shown too little. */
const leastHitShare = 0.8;

/**
 * Appends to and reads from the Kafka log through a broker's faults, in turns: kill -9, stopped and continued,
 * acknowledgements lost, records deleted below a checkpoint, a topic deleted and made anew, a tail lost.
 * Arguments: `--rounds N` (default 10), `--seed S` (default 1), `--fault NAME` (default all). Ends with one JSON
 * line; the process then exits with 1 when anything was lost, doubled or wrong, or too little was tried.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string' }, seed: { type: 'string' }, fault: { type: 'string' } },
  });
  const chosen = Object.entries(faults).filter(
    ([name]) => values.fault === undefined || name === values.fault,
  );
  if (chosen.length === 0)
    throw new RangeError(`no such fault; there are: ${Object.keys(faults).join(', ')}`);
  const count = Number(values.rounds ?? 10);
  const random = seededRandom(Number(values.seed ?? 1));
  const total = { rounds: count, hit: 0, appended: 0, lost: 0, doubled: 0, wrong: 0 };
  await using broker = await startBroker();
  for (let round = 0; round < count; round += 1) {
    const [name, play] = chosen[round % chosen.length] ?? ['', neverPlayed];
    const result = await play(broker, random);
    for (const field of ['hit', 'appended', 'lost', 'doubled', 'wrong'] as const)
      total[field] += result[field];
    process.stdout.write(`round ${round + 1} of ${count}, ${name}: ${JSON.stringify(result)}\n`);
  }
  process.stdout.write(`${JSON.stringify(total)}\n`);
  if (isFailure(total)) process.exitCode = 1;
}

function isFailure({
  rounds,
  hit,
  appended,
  lost,
  doubled,
  wrong,
}: RoundResult & { rounds: number }): boolean {
  return appended === 0 || hit < leastHitShare * rounds || lost + doubled + wrong > 0;
}

const neverPlayed: Round = () => Promise.reject(new RangeError('no fault was chosen'));
