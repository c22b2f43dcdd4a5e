import { once } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MockInstance } from 'vitest';
import { untilSignalled } from './until-signalled.ts';

let exitCode: typeof process.exitCode;
let written: MockInstance<typeof process.stderr.write>;

beforeEach(() => {
  exitCode = process.exitCode;
  written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  process.exitCode = exitCode;
  written.mockRestore();
});

const untilAborted = async (signal: AbortSignal): Promise<void> => {
  await once(signal, 'abort');
  signal.throwIfAborted();
};

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops the work with one sentence', async (name) => {
  const work = untilSignalled(untilAborted);
  process.emit(name);
  await work;
  expect(written.mock.calls).toEqual([[`stopped by ${name}\n`]]);
  expect(process.exitCode).toBe(1);
});

test('work that fails without a signal fails as it did', async () => {
  const work = untilSignalled(() => Promise.reject(new Error('a fault')));
  await expect(work).rejects.toThrow('a fault');
  expect(written.mock.calls).toEqual([]);
  expect(process.exitCode).toBe(exitCode);
});

test('once the work is done nobody listens to signals', async () => {
  const before = process.listenerCount('SIGTERM');
  await untilSignalled(() => Promise.resolve());
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
