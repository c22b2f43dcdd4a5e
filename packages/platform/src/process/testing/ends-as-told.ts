import { setTimeout as delay } from 'node:timers/promises';
import { print } from '../print.ts';
import { runMain } from '../run-main.ts';
import { StartupError } from '../startup-error.ts';

/** A program whose end is chosen by its argument: shows what `runMain` makes of each. */
await runMain(async (signal) => {
  const how = process.argv[2];
  if (how === 'refusal') throw new StartupError('Port 80 is in use.');
  if (how === 'fault') throw new Error('broken', { cause: new Error('the wire') });
  await using _ = { [Symbol.asyncDispose]: async () => print('disposed') };
  const alive = setInterval(() => undefined, 1_000);
  signal.addEventListener('abort', () => clearInterval(alive));
  if (how === 'unhandled') void Promise.reject(new Error('nobody caught this'));
  print('ready');
  if (how === 'sleep') await slept(signal);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
});

async function slept(signal: AbortSignal): Promise<void> {
  await delay(60_000, undefined, { signal }).catch(() => signal.throwIfAborted());
}
