import 'zod/compile';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { openAdapters, runService } from '@casus/service';
import { prepareConfiguration } from './configuration.ts';
import { firstKeys } from './first-keys.ts';
import { keyLines } from './key-lines.ts';
import { start } from './start.ts';

await runService(async (signal) => {
  const config = readConfiguration(prepareConfiguration, process.env);
  const logger = makeLogger({ name: 'prepare', level: config.CASUS_LOG_LEVEL });
  await using adapters = await openAdapters({ config, name: 'prepare', logger, signal });
  await adapters.patiently(() => start({ ...adapters, demonstration: config.CASUS_DEMO }));
  for (const line of keyLines(await firstKeys(adapters.keys, adapters.clock))) print(line);
  print('prepare is done: the log and the keys are there');
});
