import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeRecord } from '@casus/log';
import { openBareClient } from '@casus/log/kafka/testing';
import type { BareClient } from '@casus/log/kafka/testing';
import { openPerfTools } from '@casus/testing/kafka';
import type { PerfTools } from '@casus/testing/kafka';
import { benchRecord } from './load.ts';

/** What the log on Kafka is measured beside, on topics of their own. */
export interface Peers {
  readonly bare: BareClient;
  readonly tools: PerfTools;
  /** The topic that the tools write to. */
  readonly toolsTopic: string;
  /** A file of records as they are stored, one a line. */
  readonly payloads: string;
}

export async function openPeers(held: AsyncDisposableStack, brokers: readonly string[]): Promise<Peers> {
  const folder = await mkdtemp(join(tmpdir(), 'casus-bench-'));
  held.defer(() => rm(folder, { recursive: true, force: true }));
  const payloads = join(folder, 'records');
  await writeFile(payloads, textsOf(1_000).join('\n'));
  const bare = held.use(await openBareClient(brokers));
  const { topic: toolsTopic } = held.use(await openBareClient(brokers));
  return { bare, tools: await openPerfTools(brokers), toolsTopic, payloads };
}

/** Records of the usual size as they are stored. */
export function textsOf(count: number): readonly string[] {
  return Array.from({ length: count }, () => encodeRecord('bare', benchRecord()).text);
}
