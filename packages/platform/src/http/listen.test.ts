import { expect, test } from 'vitest';
import { makeLogger } from '../logger.ts';
import { StartupError } from '../process/startup-error.ts';
import { createServer } from './create-server.ts';
import { listen } from './listen.ts';

const server = () => createServer({ log: makeLogger({ name: 'test', level: 'silent' }), problems: {} });

test('a port in use is one sentence that says what to do', async () => {
  await using first = server();
  const port = Number(new URL(await listen(first, { host: '127.0.0.1', port: 0 })).port);
  await using second = server();
  const refused = listen(second, { host: '127.0.0.1', port });
  await expect(refused).rejects.toThrow(StartupError);
  await expect(refused).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use: stop the other program or set CASUS_PORT.`,
  );
});

test('an address of another machine is one sentence', async () => {
  await using only = server();
  await expect(listen(only, { host: '192.0.2.1', port: 0 })).rejects.toThrow(
    'The address 192.0.2.1 is not one of this machine',
  );
});

test('a request that is not HTTP is answered with a problem document', async () => {
  await using only = server();
  const url = new URL(await listen(only, { host: '127.0.0.1', port: 0 }));
  const response = await fetch(url, { headers: { filler: 'x'.repeat(70_000) } });
  expect(response.status).toBe(431);
  expect(response.headers.get('content-type')).toMatch('application/problem+json');
});
