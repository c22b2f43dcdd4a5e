import type { ProblemTable, Route } from '@casus/platform/http';
import type { IngestContext } from './context.ts';
import { problems } from './problems.ts';
import { fileBatchRoute } from './routes/file-batch.ts';
import { fileReportRoute } from './routes/file-report.ts';
import { linkEventsRoute } from './routes/link-events.ts';
import { listSourcesRoute } from './routes/list-sources.ts';
import { listTypesRoute } from './routes/list-types.ts';
import { overrideReportRoute } from './routes/override-report.ts';
import { registerSourceRoute } from './routes/register-source.ts';
import { retractReportRoute } from './routes/retract-report.ts';
import { ruleEventRoute } from './routes/rule-event.ts';
import { sourceCaughtUpRoute } from './routes/source-caught-up.ts';
import { sourceReadRoute } from './routes/source-read.ts';
import { unlinkEventsRoute } from './routes/unlink-events.ts';
import { registersIn } from './world/registers.ts';

/** Intake over HTTP: its routes, and the codes that they refuse with. */
export interface Ingest extends AsyncDisposable {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
}

/** Intake holds nothing that its context does not own: disposing of it ends nothing. */
export function start(context: IngestContext): Ingest {
  const registers = registersIn(context.pool);
  const routes = [
    fileReportRoute(context, registers),
    fileBatchRoute(context, registers),
    retractReportRoute(context),
    overrideReportRoute(context, registers),
    linkEventsRoute(context),
    unlinkEventsRoute(context),
    ruleEventRoute(context),
    registerSourceRoute(context, registers),
    sourceCaughtUpRoute(context, registers),
    sourceReadRoute(context, registers),
    listSourcesRoute(registers),
    listTypesRoute(registers),
  ];
  return { routes, problems, [Symbol.asyncDispose]: async () => undefined };
}
