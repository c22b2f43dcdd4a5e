import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** A server that speaks just enough of Postgres' protocol to say that it is version 14. */
export async function oldPostgres(): Promise<AsyncDisposable & { readonly url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([authenticated, ready]));
      socket.on('data', (sent: Buffer) => {
        if (sent.toString('latin1', 0, 1) === 'Q')
          socket.write(Buffer.concat([described, row, complete, ready]));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `postgres://nobody@127.0.0.1:${port}/any`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A message of the protocol: its letter, the length of the rest, the rest. */
function message(letter: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(letter), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

const version = Buffer.from('140005');
const textOid = 25;
const authenticated = message('R', int32(0));
const ready = message('Z', Buffer.from('I'));
const described = message(
  'T',
  int16(1),
  Buffer.from('version\0'),
  int32(0),
  int16(0),
  int32(textOid),
  int16(-1),
  int32(-1),
  int16(0),
);
const row = message('D', int16(1), int32(version.length), version);
const complete = message('C', Buffer.from('SELECT 1\0'));
