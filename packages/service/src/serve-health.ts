import { healthRoutes } from './health-routes.ts';
import type { HealthContext } from './health-routes.ts';
import { serveRoutes } from './serve-routes.ts';
import type { Serving } from './serve-routes.ts';
import type { ServiceConfiguration } from './variables.ts';

/** Answers `/healthz` and `/readyz` for a service without an interface of its own. */
export async function serveHealth(
  context: HealthContext,
  config: Pick<ServiceConfiguration, 'CASUS_HOST' | 'CASUS_PORT'>,
): Promise<Serving> {
  const { logger } = context;
  const routes = healthRoutes(context);
  return serveRoutes({ routes, problems: {}, lookUp: async () => undefined, logger }, config);
}
