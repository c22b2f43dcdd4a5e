import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const keepAliveMs = 60_000;

/** Opens the sockets of a client and tells of each that closes, which kafkajs keeps to itself. */
export function watchedSockets(onClose: () => void): ISocketFactory {
  return ({ host, port, ssl, onConnect }) => {
    // kafkajs hands over null where there is no TLS, whatever its types say
    const options = ssl as typeof ssl | null | undefined;
    const socket =
      options === null || options === undefined
        ? connect({ host, port }, onConnect)
        : connectTls(
            { host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...options },
            onConnect,
          );
    socket.setKeepAlive(true, keepAliveMs);
    socket.once('close', onClose);
    return socket;
  };
}
