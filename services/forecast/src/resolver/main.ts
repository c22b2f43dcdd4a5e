import 'zod/compile';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { openAdapters, runService, serveHealth, untilEnded } from '@casus/service';
import { startReconciler } from '../reconciler/start-reconciler.ts';
import { resolverConfiguration } from './configuration.ts';
import { startResolver } from './start-resolver.ts';

await runService(async (signal) => {
  const config = readConfiguration(resolverConfiguration, process.env);
  const logger = makeLogger({ name: 'resolver', level: config.CASUS_LOG_LEVEL });
  await using adapters = await openAdapters({ config, name: 'resolver', logger, signal });
  const options = { ...adapters, mostEvents: config.CASUS_EVENT_MEMORY };
  await using resolver = await adapters.patiently(() => startResolver(options));
  await using reconciler = startReconciler(adapters);
  await using health = await serveHealth(adapters, config);
  print(`resolver answers at ${health.url}`);
  await untilEnded(signal, resolver.failed, reconciler.failed);
});
