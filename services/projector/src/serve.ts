import type { Topic } from '@casus/log';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { measureFolding, openAdapters, serveHealth, untilEnded } from '@casus/service';
import { projectorConfiguration } from './configuration.ts';
import { start } from './start.ts';

export interface Part {
  readonly name: string;
  readonly topics: readonly Topic[];
  readonly signal: AbortSignal;
}

/** Folds partitions of the topics, as a process of its own, until it is told to stop. */
export async function serve({ name, topics, signal }: Part): Promise<void> {
  const config = readConfiguration(projectorConfiguration, process.env);
  const logger = makeLogger({ name, level: config.CASUS_LOG_LEVEL });
  await using adapters = await openAdapters({ config, name, logger, signal });
  const { log, pool, clock, metrics, patiently } = adapters;
  await using projector = await patiently(() => start({ log, pool, clock, metrics, logger, topics }));
  measureFolding(metrics, adapters);
  let isBehind = true;
  void projector.caughtUp.then(() => (isBehind = false));
  const waitingFor = (): string | undefined => (isBehind ? 'the read tables to reach the log' : undefined);
  await using health = await serveHealth({ ...adapters, waitingFor }, config);
  print(`${name} answers at ${health.url}`);
  await untilEnded(signal, projector.failed);
}
