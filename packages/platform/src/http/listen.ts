import { StartupError } from '../process/startup-error.ts';
import type { Server } from './create-server.ts';

export type Address = { readonly host: string; readonly port: number };

/**
 * Opens the server's port; 0 takes a free one. Returns the URL to reach it by.
 * @throws {StartupError} when the port is in use or the address is not this machine's
 */
export async function listen(server: Server, { host, port }: Address): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    throw sentenceFor(error, { host, port }) ?? error;
  }
}

function sentenceFor(error: unknown, { host, port }: Address): StartupError | undefined {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return new StartupError(`Port ${port} on ${host} is in use: stop the other program or set CASUS_PORT.`);
    case 'EACCES':
      return new StartupError(`Port ${port} is not open to this account: set CASUS_PORT to one above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(`The address ${host} is not one of this machine: set CASUS_HOST.`);
    default:
      return undefined;
  }
}
