import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import { expect, test } from 'vitest';
import { LogError } from '../port.ts';
import { OffsetLookup } from './offset-lookup.ts';

const offsets = [
  { partition: 1, offset: '7', high: '7', low: '2' },
  { partition: 0, offset: '5', high: '5', low: '0' },
];

/** A lookup whose clients answer in turn: with offsets, or by throwing. */
function lookupOf(...answers: readonly (typeof offsets | Error)[]) {
  let made = 0;
  const makeAdmin = (): Admin => {
    const answer = answers[Math.min(made, answers.length - 1)];
    made += 1;
    const fetchTopicOffsets = async (): Promise<typeof offsets> => {
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer');
      return answer;
    };
    const admin = { connect: async () => undefined, disconnect: async () => undefined, fetchTopicOffsets };
    return admin as unknown as Admin;
  };
  return { lookup: new OffsetLookup(makeAdmin), made: () => made };
}

test.each([
  ['an error of kafkajs', new kafkajs.KafkaJSError('the broker is away')],
  ['the plain error of kafkajs for a broker it has lost', new Error('Broker not connected')],
])('after %s another client asks', async (_, error) => {
  const { lookup, made } = lookupOf(error, offsets);
  await using _lookup = lookup;
  expect(await lookup.extentsOf('t')).toEqual([
    { low: 0, high: 5 },
    { low: 2, high: 7 },
  ]);
  expect(made()).toBe(2);
});

test('a broker that stays away is told as unavailable, to be tried again', async () => {
  const { lookup } = lookupOf(new Error('Broker not connected'));
  await using _lookup = lookup;
  const told = await lookup.extentsOf('t').catch((error: unknown) => error);
  expect(told).toBeInstanceOf(LogError);
  expect(told).toMatchObject({ code: 'unavailable', retryable: true });
});

test('a fault of ours is no outage', async () => {
  const { lookup } = lookupOf(new TypeError('no such method'));
  await using _lookup = lookup;
  await expect(lookup.extentsOf('t')).rejects.toThrow(TypeError);
});
