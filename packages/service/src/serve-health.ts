import type { Keys } from '@casus/platform/accounts';
import type { Metrics } from '@casus/platform/metrics';
import { healthRoutes } from './health-routes.ts';
import type { HealthContext } from './health-routes.ts';
import { serveRoutes } from './serve-routes.ts';
import type { Serving } from './serve-routes.ts';
import type { ServiceConfiguration } from './variables.ts';

/** Answers `/healthz`, `/readyz` and `/metrics` for a service without an interface of its own. */
export async function serveHealth(
  context: HealthContext & { readonly keys: Pick<Keys, 'lookUp'>; readonly metrics: Metrics },
  config: Pick<ServiceConfiguration, 'CASUS_HOST' | 'CASUS_PORT'>,
): Promise<Serving> {
  const { logger, metrics, keys } = context;
  const routes = healthRoutes(context);
  return serveRoutes({ routes, problems: {}, lookUp: keys.lookUp, logger, metrics }, config);
}
