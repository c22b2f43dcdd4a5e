import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { differences, toyDatabase } from '../testing/database.ts';
import { seeded } from '../testing/seeded.ts';
import { appendToys, randomToys } from '../testing/toy-log.ts';

const program = fileURLToPath(new URL('../testing/project-until-killed.ts', import.meta.url));

interface Child {
  readonly process: ChildProcess;
  /** Resolves with true when it has printed the line, false when it ended first. */
  printed(line: string): Promise<boolean>;
  /** Resolves with what ended it. */
  readonly ended: Promise<string>;
}

function startChild(url: string, statement = 0, when = 'before'): Child {
  const child = spawn(process.execPath, [program, url, String(statement), when], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (text: Buffer) => errors.push(text.toString()));
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'close').then(() => child.signalCode ?? errors.join(''));
  return {
    process: child,
    ended,
    async printed(line) {
      while (!lines.includes(line)) {
        const more = once(reader, 'line').then(() => true);
        if (!(await Promise.race([more, ended.then(() => false)]))) return lines.includes(line);
      }
      return true;
    },
  };
}

test('kill -9 at any statement loses and doubles nothing', { timeout: 240_000 }, async () => {
  await using database = await toyDatabase();
  const random = seeded(1);
  await appendToys(database.log, randomToys(30, random));
  for (let round = 0; round < 8; round += 1) {
    const statement = 1 + round * 5 + Math.floor(random() * 8);
    const child = startChild(database.url, statement, round % 2 === 0 ? 'before' : 'sent');
    await appendToys(database.log, randomToys(25, random));
    expect(await child.ended).toBe('SIGKILL');
  }
  const last = startChild(database.url);
  const caughtUp = await last.printed('caught up');
  last.process.kill('SIGKILL');
  expect(caughtUp).toBe(true);
  expect(await differences(database)).toEqual([]);
});

test('kill -9 at any moment loses and doubles nothing', { timeout: 120_000 }, async () => {
  await using database = await toyDatabase();
  const random = seeded(2);
  for (let round = 0; round < 4; round += 1) {
    const child = startChild(database.url);
    await appendToys(database.log, randomToys(60, random));
    await child.printed('started');
    await delay(random() * 60);
    child.process.kill('SIGKILL');
    expect(await child.ended).toBe('SIGKILL');
  }
  const last = startChild(database.url);
  const caughtUp = await last.printed('caught up');
  last.process.kill('SIGKILL');
  expect(caughtUp).toBe(true);
  expect(await differences(database)).toEqual([]);
});
