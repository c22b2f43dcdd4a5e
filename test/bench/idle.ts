import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ServiceProcess } from '@casus/testing/apart';
import { deploy } from '../apart/testing/deployment.ts';
import { openServers } from '../apart/testing/servers.ts';
import { printFigure } from './log/print.ts';

const services = ['projector', 'scorer', 'resolver', 'outbox', 'ingest', 'api'] as const;
/** Milliseconds of a tick of `/proc`: 100 a second on Linux. */
const tickMs = 10;

/**
 * CPU of each service apart on Kafka, with the demonstration loaded and nothing to do, in % of a core, from
 * `/proc/PID/stat`. Arguments: `--seconds 60`, `--settle 45` to wait before.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { seconds: { type: 'string', default: '60' }, settle: { type: 'string', default: '45' } },
  });
  const ms = Number(values.seconds) * 1_000;
  if (!(ms > 0)) throw new Error('--seconds is a number above 0');
  await using servers = await openServers();
  const topicPrefix = `bench.${randomUUID()}.`;
  await using apart = await deploy({ ...servers, topicPrefix, demonstration: true, services });
  await Promise.race([delay(Number(values.settle) * 1_000), apart.failed]);
  const before = await Promise.all(apart.services.map(cpuMs));
  const began = performance.now();
  await Promise.race([delay(ms), apart.failed]);
  const after = await Promise.all(apart.services.map(cpuMs));
  const passedMs = performance.now() - began;
  for (const [index, { name }] of apart.services.entries()) {
    const spentMs = (after[index] ?? Number.NaN) - (before[index] ?? Number.NaN);
    printFigure(`idle-${name}`, '% of a core', [(spentMs / passedMs) * 100], []);
  }
}

/** CPU that a process has used so far, its own and the kernel's for it. */
async function cpuMs({ pid }: ServiceProcess): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
