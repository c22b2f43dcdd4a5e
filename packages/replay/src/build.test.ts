import { expect, test } from 'vitest';
import { buildHistory } from './build.ts';
import { demonstrationScript } from './demonstration.ts';
import { reportSteps, startingRegister } from './report-steps.ts';
import { parseFacts } from './facts.ts';

const partitions = { world: 1, questions: 4 } as const;

/** The demonstration up to the end of a day. */
const stepsUntil = (day: string) =>
  demonstrationScript().steps.filter(({ at }) => at < Date.parse(`${day}T23:59:59Z`));

test('the same steps give the same log', async () => {
  const [first, second] = [await build('2025-02-12'), await build('2025-02-12')];
  expect(second).toEqual(first);
});

async function build(day: string): Promise<readonly [string, string, number]> {
  const steps = stepsUntil(day).filter(({ topic }) => topic === 'world');
  const { importId, hash, records } = await buildHistory(steps, partitions);
  return [importId, hash, (await Array.fromAsync(records)).length];
}

test('every record has the stamp of its step, in order', async () => {
  const steps = stepsUntil('2025-01-25');
  const { records } = await buildHistory(steps, partitions);
  const stamps = (await Array.fromAsync(records))
    .filter(({ position }) => position.topic === 'world')
    .map(({ recordedAt }) => recordedAt);
  const due = steps.filter(({ topic }) => topic === 'world').map(({ at }) => at);
  expect(stamps.slice(0, due.length)).toEqual(due.toSorted((a, b) => a - b));
});

test('a fact that intake would refuse stops the replay and names its field', () => {
  const [fact] = parseFacts(
    JSON.stringify({
      ref: 'x',
      type: 'meeting.held',
      occurred: { from: '2025-02-11', precision: 'day' },
      published: '2025-02-11',
      source: 'press',
      participants: ['USA'],
    }),
  );
  expect(() => reportSteps(fact ? [fact] : [], startingRegister())).toThrow(/^x: .*participants/u);
});
