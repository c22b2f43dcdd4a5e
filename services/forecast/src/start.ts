import type { ProblemTable, Route } from '@casus/platform/http';
import { apiRoutes } from './api/index.ts';
import type { ApiContext } from './api/index.ts';
import { startReconciler } from './reconciler/start-reconciler.ts';
import { startResolver } from './resolver/start-resolver.ts';

/** The service while it runs. */
export interface Forecast extends AsyncDisposable {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  /** Rejects when a worker cannot go on. */
  readonly failed: Promise<never>;
}

/** The REST API, the resolver and the reconciler of conditional questions, in one process. */
export async function start(context: ApiContext): Promise<Forecast> {
  await using workers = new AsyncDisposableStack();
  const resolver = workers.use(await startResolver(context));
  const reconciler = workers.use(startReconciler(context));
  const running = workers.move();
  const failed = Promise.race([resolver.failed, reconciler.failed]);
  failed.catch(() => undefined); // whoever awaits it gets it
  return {
    ...apiRoutes(context),
    failed,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
