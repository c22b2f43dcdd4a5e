import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./victim.ts', import.meta.url));

/** When a victim dies. */
export interface Sentence {
  readonly url: string;
  /** The projector's n-th statement, from 1. */
  readonly statement: number;
  readonly when: 'before' | 'sent';
  readonly seed: number;
}

/** Processes that start ahead of their round, so that a round does not wait for one. */
export interface Victims extends AsyncDisposable {
  /** Resolves with what ended the process, or what it said on its way. */
  send(sentence: Sentence): Promise<string>;
}

const startedAhead = 2;

export function startVictims(): Victims {
  const waiting = Array.from({ length: startedAhead }, startVictim);
  return {
    async send({ url, statement, when, seed }) {
      waiting.push(startVictim());
      const victim = waiting.shift();
      if (!victim) throw new Error('no victim was started');
      await victim.ready;
      victim.process.stdin?.write(`${url} ${statement} ${when} ${seed}\n`);
      return victim.ended;
    },
    async [Symbol.asyncDispose]() {
      for (const { process } of waiting) process.kill('SIGKILL');
      await Promise.all(waiting.map(({ ended }) => ended));
    },
  };
}

interface Victim {
  readonly process: ChildProcess;
  readonly ready: Promise<unknown>;
  readonly ended: Promise<string>;
}

function startVictim(): Victim {
  const process_ = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const errors: string[] = [];
  process_.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  process_.stdin.on('error', () => undefined);
  const ended = once(process_, 'close').then(() => process_.signalCode ?? errors.join(''));
  return { process: process_, ended, ready: Promise.race([once(process_.stdout, 'data'), ended]) };
}
