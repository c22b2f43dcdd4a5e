import 'zod/compile';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { docsRoutes } from '@casus/platform/http';
import { openAdapters, runService, serveRoutes, untilEnded } from '@casus/service';
import { apiConfiguration } from './configuration.ts';
import { apiRoutes } from './index.ts';

await runService(async (signal) => {
  const config = readConfiguration(apiConfiguration, process.env);
  const logger = makeLogger({ name: 'api', level: config.CASUS_LOG_LEVEL });
  await using adapters = await openAdapters({ config, name: 'api', logger, signal });
  const api = apiRoutes(adapters);
  const docs = docsRoutes({
    title: 'Casus',
    version: '1',
    description: 'Questions, forecasts, verdicts and scores out.',
    ...api,
  });
  await using serving = await serveRoutes(
    {
      ...api,
      routes: [...api.routes, ...docs],
      lookUp: adapters.keys.lookUp,
      logger,
      metrics: adapters.metrics,
    },
    config,
  );
  print(`api answers at ${serving.url}`);
  await untilEnded(signal);
});
