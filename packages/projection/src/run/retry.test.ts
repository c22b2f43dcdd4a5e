import { LogError } from '@casus/log';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { StaleOwner, UnstorableBatch } from '../store/partition-store.ts';
import { mayPass, retrying } from './retry.ts';

function serverError(code: string): Error {
  return Object.assign(new pg.DatabaseError('said by the server', 0, 'error'), { code });
}

const batch = { topic: 'world', partition: 0, from: 1, until: 2, records: 1, folded: [1] } as const;

describe('what may pass', () => {
  test.each([
    ['a connection that broke', new Error('Connection terminated unexpectedly')],
    ['a server that refuses', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
    [
      'a stream that was destroyed',
      Object.assign(new Error('Cannot call write'), { code: 'ERR_STREAM_DESTROYED' }),
    ],
    ['a server that starts', serverError('57P03')],
    ['a deadlock', serverError('40P01')],
    ['a full disk', serverError('53100')],
    ['another owner', new StaleOwner('moved')],
    ['a log that does not answer', new LogError('unavailable', 'down')],
  ])('%s', (_, error) => {
    expect(mayPass(error)).toBe(true);
  });
});

describe('what does not', () => {
  test.each([
    ['text that Postgres cannot keep', serverError('22P05')],
    [
      'a batch that it refused, whatever it said',
      new UnstorableBatch(batch, new Error('no connection to text')),
    ],
    ['a row twice', serverError('23505')],
    ['a generation that was dropped', serverError('42P01')],
    ['a log that lost its tail', new LogError('lost-tail', 'gone')],
    ['a mistake', new TypeError('x is not a function')],
    ['anything else', 'a string'],
  ])('%s', (_, error) => {
    expect(mayPass(error)).toBe(false);
  });
});

test('work that may pass is tried again until it ends, and each failure is told', async () => {
  const told: string[] = [];
  let tries = 0;
  const work = async (): Promise<void> => {
    tries += 1;
    if (tries < 3) throw new StaleOwner(`try ${tries}`);
  };
  await retrying(work, {
    signal: new AbortController().signal,
    onRetry: ({ message }) => void told.push(message),
  });
  expect(told).toEqual(['try 1', 'try 2']);
});

test('work that failed for good is not tried again', async () => {
  const failing = retrying(() => Promise.reject(new TypeError('broken')), {
    signal: new AbortController().signal,
    onRetry: () => expect.unreachable(),
  });
  await expect(failing).rejects.toThrow('broken');
});

test('when told to stop it ends without another try', async () => {
  const stop = new AbortController();
  let tries = 0;
  const work = async (): Promise<void> => {
    tries += 1;
    stop.abort();
    throw new StaleOwner('moved');
  };
  await retrying(work, { signal: stop.signal, onRetry: () => undefined });
  expect(tries).toBe(1);
});
