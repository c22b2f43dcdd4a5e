import { LogError } from '@casus/log';
import { StartupError } from '@casus/platform';
import pg from 'pg';
import { expect, test } from 'vitest';
import { patiently, Unreachable } from './patiently.ts';

function patience(waitMs: number) {
  const waits: string[] = [];
  const stop = new AbortController();
  return { waits, stop, signal: stop.signal, waitMs, onWait: (reason: string) => void waits.push(reason) };
}

/** Fails as often as there are errors, then answers. */
function failing(...errors: Error[]): () => Promise<string> {
  return async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'open';
  };
}

test('what does not answer yet is tried again', async () => {
  const waiting = patience(10_000);
  const attempt = failing(new Unreachable('no database'), new LogError('unavailable', 'no broker'));
  expect(await patiently(attempt, waiting)).toBe('open');
  expect(waiting.waits).toEqual(['no database', 'Kafka cannot be used: no broker.']);
});

test('so is a database that goes away after it has answered', async () => {
  const waiting = patience(10_000);
  const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
  const ending = new pg.DatabaseError('the database system is shutting down', 0, 'error');
  ending.code = '57P03';
  expect(await patiently(failing(refused, ending), waiting)).toBe('open');
  expect(waiting.waits).toEqual([
    'Postgres cannot be used: ECONNREFUSED.',
    'Postgres cannot be used: the database system is shutting down.',
  ]);
});

test('what cannot be mended by waiting fails at once', async () => {
  const waiting = patience(10_000);
  const unsafe = new LogError('unsafe-topic', 'it forgets');
  await expect(patiently(failing(unsafe), waiting)).rejects.toBe(unsafe);
  expect(waiting.waits).toEqual([]);
});

test('in the end it says in one sentence what did not answer', async () => {
  const attempt = failing(new Unreachable('no database'));
  await expect(patiently(attempt, patience(0))).rejects.toThrow(new StartupError('no database'));
});

test('being told to stop ends the waiting', async () => {
  const waiting = patience(60_000);
  const attempt = failing(...Array.from({ length: 9 }, () => new Unreachable('no database')));
  const trying = patiently(attempt, {
    ...waiting,
    onWait: () => waiting.stop.abort(),
  });
  expect(await trying.catch((error: unknown) => error)).toBe(waiting.signal.reason);
});
