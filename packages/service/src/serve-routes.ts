import type { Logger } from '@casus/platform';
import { createServer, listen, registerRoutes } from '@casus/platform/http';
import type { KeyLookup, ProblemTable, Route } from '@casus/platform/http';
import { exposeMetrics } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';
import type { ServiceConfiguration } from './variables.ts';

export interface RoutesToServe {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  readonly lookUp: KeyLookup;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** An HTTP server that answers; disposing finishes the requests under way. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
}

/** @throws {StartupError} the port is taken, or the address is not this machine's */
export async function serveRoutes(
  { routes, problems, lookUp, logger, metrics }: RoutesToServe,
  { CASUS_HOST: host, CASUS_PORT: port }: Pick<ServiceConfiguration, 'CASUS_HOST' | 'CASUS_PORT'>,
): Promise<Serving> {
  const server = createServer({ log: logger, problems });
  exposeMetrics(server, metrics, lookUp);
  registerRoutes(server, routes, lookUp);
  const url = await listen(server, { host, port });
  return { url, [Symbol.asyncDispose]: () => server.close() };
}
