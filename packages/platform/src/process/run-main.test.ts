import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s lets the program dispose and end well',
  async (signal) => {
    const program = start('wait');
    await once(program.stdout, 'data');
    program.kill(signal);
    program.kill(signal); // a terminal and a package manager send it twice
    expect(await endOf(program)).toEqual({ code: 0, out: 'disposed\n', errors: '' });
  },
);

test('a program that waits is ended by the signal it waits with', async () => {
  const program = start('sleep');
  await once(program.stdout, 'data');
  program.kill('SIGTERM');
  expect(await endOf(program)).toEqual({ code: 0, out: 'disposed\n', errors: '' });
});

test('an expected refusal is its sentence, without a stack, and exit code 1', async () => {
  expect(await endOf(start('refusal'))).toEqual({ code: 1, out: '', errors: 'Port 80 is in use.\n' });
});

test('a fault shows its stack and its cause, and exit code 1', async () => {
  const { code, errors } = await endOf(start('fault'));
  expect(code).toBe(1);
  expect(errors).toMatch(/Error: broken\n +at [^]*caused by Error: the wire\n +at /);
});

test('an error that nobody caught ends the program in order, with exit code 1', async () => {
  const { code, out, errors } = await endOf(start('unhandled'));
  expect({ code, out }).toEqual({ code: 1, out: 'ready\ndisposed\n' });
  expect(errors).toContain('nobody caught this');
});

test('a closed output does not keep the program from disposing', async () => {
  const program = start('wait');
  await once(program.stdout, 'data');
  program.stdout.destroy();
  program.kill('SIGTERM');
  await once(program, 'exit');
  expect(program.exitCode).toBe(0);
});

function start(how: string) {
  return spawn(process.execPath, [join(import.meta.dirname, 'testing/ends-as-told.ts'), how], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function endOf(program: ReturnType<typeof start>) {
  const [out, errors] = await Promise.all([textOf(program.stdout), textOf(program.stderr)]);
  if (program.exitCode === null) await once(program, 'exit');
  return { code: program.exitCode, out, errors };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
}
