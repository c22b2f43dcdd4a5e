import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

const produce = 0;

/** Stands between clients and a broker and loses acknowledgements. */
export interface AnswerProxy extends AsyncDisposable {
  /** On loopback; what clients connect to. */
  readonly port: number;
  /** `host:port`. */
  readonly address: string;
  /** Answers lost so far. */
  readonly lost: number;
  /** The next so many acknowledgements of produced records are lost, and their connections break. */
  loseAnswers(count: number): void;
}

/** A proxy on a free port in front of a port of loopback. */
export async function startAnswerProxy(target: number): Promise<AnswerProxy> {
  const state = { toLose: 0, lost: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const broker = connect(target, '127.0.0.1');
    join(client, broker, state);
    for (const socket of [client, broker]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no TCP port');
  return {
    port: address.port,
    address: `127.0.0.1:${address.port}`,
    get lost() {
      return state.lost;
    },
    loseAnswers(count) {
      state.toLose = count;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

/** Requests and answers carry a correlation id: an answer is lost only after the broker has done the work. */
function join(client: Socket, broker: Socket, state: { toLose: number; lost: number }): void {
  const produced = new Set<number>();
  const both = (): void => {
    client.destroy();
    broker.destroy();
  };
  for (const socket of [client, broker]) socket.on('error', both).on('close', both);
  client.on(
    'data',
    framesTo((frame) => {
      if (frame.readInt16BE(4) === produce) produced.add(frame.readInt32BE(8));
      broker.write(frame);
    }),
  );
  broker.on(
    'data',
    framesTo((frame) => {
      const isAnswer = produced.delete(frame.readInt32BE(4));
      if (!isAnswer || state.toLose === 0) {
        client.write(frame);
        return;
      }
      state.toLose -= 1;
      state.lost += 1;
      both();
    }),
  );
}

/** Cuts a stream of bytes into Kafka's frames (a length of 4 bytes, then so many bytes), each handed on whole. */
function framesTo(use: (frame: Buffer) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let wanted = 4;
  return (chunk) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < wanted) return;
    let rest = Buffer.concat(chunks);
    while (rest.length >= (wanted = frameBytes(rest))) {
      use(rest.subarray(0, wanted));
      rest = rest.subarray(wanted);
    }
    chunks = [rest];
    bytes = rest.length;
  };
}

/** How many bytes it takes to know the first frame, or at least its length. */
function frameBytes(buffer: Buffer): number {
  return buffer.length < 4 ? 4 : buffer.readUInt32BE(0) + 4;
}
