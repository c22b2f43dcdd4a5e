import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ReportInput } from '@casus/domain/intake';
import { deploy } from '../apart/testing/deployment.ts';
import type { Deployment } from '../apart/testing/deployment.ts';
import { openServers } from '../apart/testing/servers.ts';
import { readLoad } from '../faults/embedded/rows.ts';
import { printFigure, printTail } from './log/print.ts';

const services = ['projector', 'projector', 'scorer', 'resolver', 'ingest', 'api'] as const;
const warmUpSeconds = 10;

/**
 * Report posted → visible in a view, with the services apart on Kafka and reports that come at a fixed rate: the time
 * from when a report was due until intake says that readers see it (201), and until the API has shown it. Counts the
 * reports that were not seen within 2 s, or had no answer, and those that the API did not show although they were said to be seen.
 * Arguments: `--rate 100` a second, `--seconds 60`.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rate: { type: 'string', default: '100' }, seconds: { type: 'string', default: '60' } },
  });
  const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
  if (!(rate > 0 && seconds > 0)) throw new Error('--rate and --seconds are numbers above 0');
  const { from, reports } = await readLoad(rate * (warmUpSeconds + seconds));
  process.stderr.write(`${from}\n`);
  await using servers = await openServers();
  const topicPrefix = `bench.${randomUUID()}.`;
  await using apart = await deploy({ ...servers, topicPrefix, demonstration: true, services });
  await postAll(apart, reports.slice(0, rate * warmUpSeconds), rate);
  print(await postAll(apart, reports.slice(rate * warmUpSeconds), rate));
}

/** What became of a report; milliseconds from when it was due. */
interface Posted {
  readonly seenMs: number | undefined;
  readonly shownMs: number | undefined;
}

/** Sends each report when it is due, whether or not those before it were answered. */
async function postAll(
  apart: Deployment,
  reports: readonly ReportInput[],
  rate: number,
): Promise<readonly Posted[]> {
  const target = {
    ingest: await apart.url('ingest'),
    api: await apart.url('api'),
    headers: { authorization: `Bearer ${apart.keys['curator']}`, 'content-type': 'application/json' },
  };
  const began = performance.now();
  const posting: Promise<Posted>[] = [];
  for (const [index, report] of reports.entries()) {
    const dueAt = began + (index * 1_000) / rate;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    posting.push(post(target, report, dueAt));
  }
  return Promise.race([Promise.all(posting), apart.failed]);
}

interface Target {
  readonly ingest: string;
  readonly api: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function post({ ingest, api, headers }: Target, report: ReportInput, dueAt: number): Promise<Posted> {
  const body = JSON.stringify(report);
  const answer = await fetch(`${ingest}/v1/reports`, { method: 'POST', headers, body }).catch(
    () => undefined,
  );
  const { reportId } = ((await answer?.json()) ?? {}) as { reportId?: string };
  const seenMs = performance.now() - dueAt;
  if (answer === undefined || answer.status === 202) return { seenMs: undefined, shownMs: undefined };
  if (answer.status !== 201) throw new Error(`a report was answered with ${answer.status}`);
  const shown = await fetch(`${api}/v1/reports/${reportId}`, { headers });
  await shown.arrayBuffer();
  return { seenMs, shownMs: shown.ok ? performance.now() - dueAt : undefined };
}

function print(posted: readonly Posted[]): void {
  const seen = posted.flatMap(({ seenMs }) => seenMs ?? []).toSorted((a, b) => a - b);
  const shown = posted.flatMap(({ shownMs }) => shownMs ?? []).toSorted((a, b) => a - b);
  printTail(seen, 'latency-kafka');
  printTail(shown, 'latency-kafka-shown');
  printFigure('latency-kafka-reports', 'reports', [posted.length], []);
  printFigure('latency-kafka-not-seen', 'reports', [posted.length - seen.length], []);
  printFigure('latency-kafka-not-shown', 'reports', [seen.length - shown.length], []);
}
