import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '@casus/testing/kafka';
import type { Broker } from '@casus/testing/kafka';
import { smallDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { startPostgres } from './postgres.ts';
import type { SharedPostgres } from './postgres.ts';

/** What the services of a run stand on: one broker and one Postgres for all its rounds. */
export interface Servers extends AsyncDisposable {
  readonly broker: Broker;
  readonly disk: Disk;
  readonly postgres: SharedPostgres;
  /** Where processes of ours keep what they have compiled, so that they start faster. */
  readonly compileCache: string;
}

/** Logs of earlier lives are deleted; their files must not fill the disk. */
const settings = {
  'log.segment.delete.delay.ms': '1000',
  'log.index.size.max.bytes': '262144',
  'metadata.log.segment.bytes': '8388608',
};

export async function startServers(say: (sentence: string) => void): Promise<Servers> {
  await using held = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'casus-faults-'));
  held.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(folder, 0o755); // the account that Postgres runs under passes through it
  const postgres = held.use(await startPostgres(join(folder, 'database')));
  const disk = held.use(await smallDisk(folder, say));
  const broker = held.use(await startBroker({ dataDir: disk.path, settings }));
  const owned = held.move();
  const compileCache = join(folder, 'compiled');
  return { broker, disk, postgres, compileCache, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
