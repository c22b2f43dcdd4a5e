import 'zod/compile';
import { join } from 'node:path';
import { print, readConfiguration, runMain } from '@casus/platform';
import { standaloneConfiguration } from './configuration.ts';
import { startStandalone } from './start.ts';
import { greeting } from './greeting.ts';

await runMain(async (signal) => {
  const config = readConfiguration(standaloneConfiguration, process.env);
  await using casus = await startStandalone({
    ...config,
    dataDir: join(config.CASUS_DATA_DIR, config.CASUS_DEMO ? 'demo' : 'main'),
  });
  if (signal.aborted) return; // told to stop while it was starting
  for (const line of await greeting(casus)) print(line);
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await Promise.race([ended, casus.failed]);
});
