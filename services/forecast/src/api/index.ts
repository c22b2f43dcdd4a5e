import type { ProblemTable, Route } from '@casus/platform/http';
import type { ApiContext } from './context.ts';
import { problems } from './problems.ts';
import { allRoutes } from './routes/index.ts';

export type { ApiContext } from './context.ts';

/** The REST API: its routes, and how its refusals appear over HTTP. */
export function apiRoutes(context: ApiContext): {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
} {
  return { routes: allRoutes(context), problems };
}
