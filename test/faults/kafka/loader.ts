import { setTimeout as delay } from 'node:timers/promises';
import { makePause } from './pause.ts';
import type { Pause } from './pause.ts';

/** What was acknowledged: the record's name, and its position such as `world/0@7`. */
export interface Acknowledged {
  readonly name: string;
  readonly position: string;
}

/** One request; undefined when its result is unknown: the same one is then sent again. */
export type Request = (signal: AbortSignal) => Promise<readonly Acknowledged[] | undefined>;

/** Appends from outside the processes that are hurt, and keeps what was acknowledged. */
export interface Loader {
  /** Position of each acknowledged record, by its name. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Requests without an answer so far. */
  inFlight(): number;
  /** Resolves once so many more are acknowledged. @throws {Error} after three minutes; what a caller threw */
  untilMore(count: number): Promise<void>;
  /** Resolves once everything sent is acknowledged; then nothing is sent until {@link resume}. */
  pause(): Promise<void>;
  resume(): void;
  /** Gives up what has no answer. */
  stop(): Promise<void>;
}

export interface LoaderOptions {
  /** Each sends one request after the other. */
  readonly callers: number;
  /** Pause of a caller between two requests. */
  readonly pauseMs: number;
  readonly next: () => Request;
  readonly signal: AbortSignal;
}

const retryMs = 50;
const patienceMs = 180_000;

interface State {
  readonly acknowledged: Map<string, string>;
  readonly gate: Pause;
  inFlight: number;
}

export function startLoader(options: LoaderOptions): Loader {
  const { callers, signal } = options;
  const stopping = new AbortController();
  const state: State = { acknowledged: new Map(), gate: makePause(), inFlight: 0 };
  const given = AbortSignal.any([signal, stopping.signal]);
  const calls = Promise.all(
    Array.from({ length: callers }, () => call({ ...options, signal: given }, state)),
  );
  calls.catch(() => undefined); // told to whoever waits
  const until = async (isDone: () => boolean): Promise<void> => {
    const giveUpAt = performance.now() + patienceMs;
    while (!isDone()) {
      if (performance.now() > giveUpAt)
        throw new Error(`no answer for ${state.inFlight} requests in three minutes`);
      await Promise.race([delay(5, undefined, { signal }), calls]);
    }
  };
  return {
    acknowledged: state.acknowledged,
    inFlight: () => state.inFlight,
    untilMore(count) {
      const wanted = state.acknowledged.size + count;
      return until(() => state.acknowledged.size >= wanted);
    },
    async pause() {
      state.gate.close();
      await until(() => state.inFlight === 0);
    },
    resume: () => state.gate.open(),
    async stop() {
      stopping.abort();
      await calls.catch(() => undefined);
    },
  };
}

/** One caller: a request after the other while the gate is open. */
async function call({ next, pauseMs, signal }: LoaderOptions, state: State): Promise<void> {
  while (!signal.aborted) {
    await state.gate.pass(signal);
    state.inFlight += 1;
    await send(next(), signal, state.acknowledged).finally(() => (state.inFlight -= 1));
    await delay(pauseMs, undefined, { signal });
  }
}

async function send(request: Request, signal: AbortSignal, acknowledged: Map<string, string>): Promise<void> {
  let answer = await request(signal);
  for (; !answer; answer = await request(signal)) await delay(retryMs, undefined, { signal });
  for (const { name, position } of answer) acknowledged.set(name, position);
}
