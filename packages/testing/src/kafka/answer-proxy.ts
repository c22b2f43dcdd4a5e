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
  /**
   * Resolves when the broker has stored what a client of this id produces next, whose acknowledgement is lost; its
   * own process does not know yet. Undefined when the signal aborts before.
   */
  loseNextOf(clientId: string, signal: AbortSignal): Promise<'lost' | undefined>;
}

interface State {
  toLose: number;
  lost: number;
  /** By client id: called once its next acknowledgement is lost. */
  readonly awaited: Map<string, () => void>;
}

/** A proxy on a free port in front of a port of loopback. */
export async function startAnswerProxy(target: number): Promise<AnswerProxy> {
  const state: State = { toLose: 0, lost: 0, awaited: new Map() };
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
    loseNextOf(clientId, signal) {
      return new Promise((resolve) => {
        const end = (result: 'lost' | undefined): void => {
          state.awaited.delete(clientId);
          resolve(result);
        };
        state.awaited.set(clientId, () => end('lost'));
        signal.addEventListener('abort', () => end(undefined), { once: true });
      });
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

/** Requests and answers carry a correlation id: an answer is lost only after the broker has done the work. */
function join(client: Socket, broker: Socket, state: State): void {
  const produced = new Map<number, string>();
  const both = (): void => {
    client.destroy();
    broker.destroy();
  };
  for (const socket of [client, broker]) socket.on('error', both).on('close', both);
  client.on(
    'data',
    framesTo((frame) => {
      if (frame.readInt16BE(4) === produce) produced.set(frame.readInt32BE(8), clientIdOf(frame));
      broker.write(frame);
    }),
  );
  broker.on(
    'data',
    framesTo((frame) => {
      const request = frame.readInt32BE(4);
      const clientId = produced.get(request);
      produced.delete(request);
      if (clientId === undefined || !isLost(state, clientId)) {
        client.write(frame);
        return;
      }
      state.lost += 1;
      both();
      state.awaited.get(clientId)?.();
    }),
  );
}

/** Whether the acknowledgement of what the client has produced is one to lose. */
function isLost(state: State, clientId: string): boolean {
  if (state.awaited.has(clientId)) return true;
  if (state.toLose === 0) return false;
  state.toLose -= 1;
  return true;
}

/** A request begins with its length, kind, version and correlation id, 12 bytes; then a string of 2 bytes' length. */
function clientIdOf(frame: Buffer): string {
  const bytes = frame.readInt16BE(12);
  return bytes < 0 ? '' : frame.toString('utf8', 14, 14 + bytes);
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
