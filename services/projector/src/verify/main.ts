import 'zod/compile';
import { makeLogger, print, readConfiguration } from '@casus/platform';
import { openAdapters, runService } from '@casus/service';
import { SingleBar } from 'cli-progress';
import { projectorConfiguration } from '../configuration.ts';
import { recordsOf, verify } from './verify.ts';

/** Findings that are printed; all of them are counted. */
const mostPrinted = 100;

await runService(async (signal) => {
  const config = readConfiguration(projectorConfiguration, process.env);
  const logger = makeLogger({ name: 'verify', level: 'error' });
  await using adapters = await openAdapters({ config, name: 'verify', logger, signal });
  const { log, pool } = adapters;
  const bar = new SingleBar({
    format: 'verifying [{bar}] {percentage} % | {value} of {total} | {eta_formatted} left',
    stream: process.stderr,
  });
  if (process.stderr.isTTY) bar.start(2 * (await recordsOf(log)), 0); // read, and folded
  const isLogHere = config.KAFKA_BROKERS === undefined;
  const { records, cut, findings } = await verify({ log, pool, isLogHere, onRecord: () => bar.increment() });
  bar.stop();
  for (const finding of findings.slice(0, mostPrinted)) print(finding);
  if (findings.length > mostPrinted) print(`… and ${findings.length - mostPrinted} more`);
  print(JSON.stringify({ records, cut, findings: findings.length }));
  if (findings.length > 0) process.exitCode = 1;
});
