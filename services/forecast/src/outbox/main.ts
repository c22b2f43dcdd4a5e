import 'zod/compile';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { openAdapters, openPublisher, runService, serveHealth, untilEnded } from '@casus/service';
import { outboxConfiguration } from './configuration.ts';
import { startOutbox } from './start-outbox.ts';

await runService(async (signal) => {
  const config = readConfiguration(outboxConfiguration, process.env);
  const logger = makeLogger({ name: 'outbox', level: config.CASUS_LOG_LEVEL });
  await using adapters = await openAdapters({ config, name: 'outbox', logger, signal });
  const { pool, patiently } = adapters;
  await using publisher = await patiently(() => openPublisher({ config, pool, name: 'outbox' }));
  await using outbox = await patiently(() => startOutbox({ ...adapters, publisher }));
  await using health = await serveHealth(adapters, config);
  print(`outbox answers at ${health.url}`);
  await untilEnded(signal, outbox.failed);
});
