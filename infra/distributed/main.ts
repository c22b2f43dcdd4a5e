import { print, readConfiguration, runMain, StartupError } from '@casus/platform';
import { startService } from '@casus/testing/apart';
import type { ServiceName } from '@casus/testing/apart';
import { distributedConfiguration } from './configuration.ts';
import { openServers } from './local-servers.ts';
import { supervise } from './supervise.ts';

const names: readonly ServiceName[] = [
  'projector',
  'projector',
  'scorer',
  'resolver',
  'resolver',
  'outbox',
  'ingest',
  'api',
];

await runMain(async (signal) => {
  const config = readConfiguration(distributedConfiguration, process.env);
  await using servers = await openServers(config);
  print(servers.origin);
  const shared = { ...servers.environment, CASUS_LOG_LEVEL: config.CASUS_LOG_LEVEL };
  const onLine = (line: string): void => print(line);
  await using prepare = startService('prepare', { environment: { ...shared, CASUS_DEMO: 'on' }, onLine });
  signal.addEventListener('abort', () => prepare.signal('SIGTERM'));
  const code = await prepare.ended;
  if (signal.aborted) return;
  if (code !== 0) throw new StartupError('The log could not be prepared.');
  const ports = { api: config.CASUS_PORT, ingest: config.CASUS_INGEST_PORT };
  await using stack = new AsyncDisposableStack();
  const services = names.map((name, index) => {
    const port = name === 'api' || name === 'ingest' ? ports[name] : 0;
    const label = `${name}-${index + 1}`.padEnd(12);
    return supervise({ label, name, environment: { ...shared, CASUS_PORT: String(port) } });
  });
  stack.defer(async () => void (await Promise.all(services.map((one) => one[Symbol.asyncDispose]()))));
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const ready = Promise.all(services.map((service) => service.ready));
  const urls = await Promise.race([ended, ready]);
  if (!urls) return;
  for (const line of greeting(new Map(names.map((name, index) => [name, urls[index] ?? ''])))) print(line);
  await ended;
});

function greeting(urls: ReadonlyMap<ServiceName, string>): readonly string[] {
  return [
    '',
    `Casus is ready, in ${names.length} processes: ${urls.get('api')}`,
    `  documentation of the API: ${urls.get('api')}/docs`,
    `  reports are posted to:    ${urls.get('ingest')}/v1/reports`,
    '  Ctrl-C stops it.',
  ];
}
