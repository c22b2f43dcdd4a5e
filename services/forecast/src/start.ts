import type { ProblemTable, Route } from '@casus/platform/http';
import { apiRoutes } from './api/index.ts';
import type { ApiContext } from './api/index.ts';
import { startResolver } from './resolver/start-resolver.ts';

/** The service while it runs. */
export interface Forecast extends AsyncDisposable {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  /** Rejects when a worker cannot go on. */
  readonly failed: Promise<never>;
}

/** The REST API and the resolver, in one process. */
export async function start(context: ApiContext): Promise<Forecast> {
  const resolver = await startResolver(context);
  return {
    ...apiRoutes(context),
    failed: resolver.failed,
    [Symbol.asyncDispose]: () => resolver[Symbol.asyncDispose](),
  };
}
