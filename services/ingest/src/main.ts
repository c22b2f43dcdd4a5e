import 'zod/compile';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { docsRoutes } from '@casus/platform/http';
import { healthRoutes, openAdapters, runService, serveRoutes, untilEnded } from '@casus/service';
import { ingestConfiguration } from './configuration.ts';
import { start } from './start.ts';

await runService(async (signal) => {
  const config = readConfiguration(ingestConfiguration, process.env);
  const logger = makeLogger({ name: 'ingest', level: config.CASUS_LOG_LEVEL });
  await using adapters = await openAdapters({ config, name: 'ingest', logger, signal });
  await using ingest = start(adapters);
  const { problems } = ingest;
  const routes = [...ingest.routes, ...healthRoutes(adapters)];
  const docs = docsRoutes({
    title: 'Casus intake',
    version: '1',
    description: 'Reports in.',
    routes,
    problems,
  });
  await using serving = await serveRoutes(
    {
      routes: [...routes, ...docs],
      problems,
      lookUp: adapters.keys.lookUp,
      logger,
      metrics: adapters.metrics,
    },
    config,
  );
  print(`ingest answers at ${serving.url}`);
  await untilEnded(signal);
});
