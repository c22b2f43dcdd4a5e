import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { quietRequestQueue } from './quiet-request-queue.ts';

interface Queue {
  readonly pending: unknown[];
  throttledUntil: number;
  readonly throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
  destroy(): void;
}

const load = createRequire(import.meta.url);
const RequestQueue = load('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

quietRequestQueue();

test('an idle connection sets no timer', () => {
  expect(timerIsSet(newQueue())).toBe(false);
});

test('a throttled connection looks again when the throttle ends', () => {
  const queue = newQueue();
  queue.throttledUntil = Date.now() + 60_000;
  expect(timerIsSet(queue)).toBe(true);
});

test('a connection with waiting requests looks again', () => {
  const queue = newQueue();
  queue.pending.push({});
  expect(timerIsSet(queue)).toBe(true);
});

function newQueue(): Queue {
  return new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1, clientId: 'c', broker: 'b' });
}

function timerIsSet(queue: Queue): boolean {
  queue.scheduleCheckPendingRequests();
  const isSet = queue.throttleCheckTimeoutId !== null;
  queue.destroy();
  return isSet;
}
