import type { ProblemTable, Route } from '@casus/platform/http';
import { apiRoutes } from './api/index.ts';
import type { ApiContext } from './api/index.ts';
import { startOutbox } from './outbox/start-outbox.ts';
import type { OutboxOptions } from './outbox/start-outbox.ts';
import { startReconciler } from './reconciler/start-reconciler.ts';
import { startResolver } from './resolver/start-resolver.ts';

/** The service while it runs. */
export interface Forecast extends AsyncDisposable {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  /** Rejects when a worker cannot go on. */
  readonly failed: Promise<never>;
}

/** The REST API and all workers, in one process. */
export async function start(context: ApiContext & OutboxOptions): Promise<Forecast> {
  await using workers = new AsyncDisposableStack();
  const resolver = workers.use(await startResolver(context));
  const reconciler = workers.use(startReconciler(context));
  const outbox = workers.use(await startOutbox(context));
  const running = workers.move();
  const failed = Promise.race([resolver.failed, reconciler.failed, outbox.failed]);
  failed.catch(() => undefined); // whoever awaits it gets it
  return {
    ...apiRoutes(context),
    failed,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
