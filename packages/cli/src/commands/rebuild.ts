import { setTimeout as delay } from 'node:timers/promises';
import { print, StartupError } from '@casus/platform';
import type { Pool } from 'pg';
import { ask, generationsIn, progressIn, readOrder } from '@casus/projection/operate';
import type { GenerationRow, Order } from '@casus/projection/operate';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { dataDirOption } from '../log/moved-log.ts';
import { withDeployment } from '../log/with-deployment.ts';

const pollMs = 200;
/** An order that no projector takes up in this time is not taken up by any. */
const patienceMs = 15_000;

interface RebuildOptions {
  readonly dataDir: string;
  readonly accept?: true;
  readonly rollback?: true;
}

/** `casus rebuild`: asks the projector that runs, and follows what it does. */
export function rebuildCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('rebuild')
    .description('fill the read tables anew beside the live ones, compare them, and point readers at them')
    .option('--accept', 'point readers at a generation that waits because it differs')
    .option('--rollback', 'point readers back at the generation before')
    .addOption(dataDirOption())
    .action((options: RebuildOptions) =>
      withDeployment(environment, options, ({ pool }) => rebuild(pool, options)),
    );
}

async function rebuild(pool: Pool, { accept, rollback }: RebuildOptions): Promise<void> {
  if (accept) return print(await order(pool, 'accept'));
  if (rollback) return print(await order(pool, 'rollback'));
  print(await order(pool, 'rebuild'));
  await follow(pool);
}

/**
 * What a projector answers.
 * @throws {StartupError} it refuses, or none takes the order up
 */
export async function order(pool: Pool, kind: Order['kind'], position?: string): Promise<string> {
  const id = await ask(pool, kind, position);
  for (const until = performance.now() + patienceMs; performance.now() < until; await delay(pollMs)) {
    const answered = await readOrder(pool, id);
    if (answered?.state === 'refused') throw new StartupError(`Refused: ${answered.answer ?? ''}.`);
    if (answered?.state === 'done') return answered.answer ?? '';
  }
  throw new StartupError('No projector has taken the order up: is one running?');
}

/** Shows how far the generation is that is filled, until readers see it or it waits to be accepted. */
export async function follow(pool: Pool): Promise<void> {
  const number = (await generationsIn(pool)).at(-1)?.number ?? 0;
  const bar = new SingleBar({
    format: '{bar} {percentage} % of {total} records, {speed} records/s, {eta_formatted} left',
    etaBuffer: 50,
  });
  const began = performance.now();
  bar.start(1, 0, { speed: 0 });
  let own: GenerationRow | undefined;
  do {
    await delay(pollMs);
    own = (await generationsIn(pool)).find((row) => row.number === number);
    const folded = await progressIn(pool, number).catch(() => 0);
    bar.setTotal(Math.max(1, own?.goal ?? 1));
    bar.update(folded, { speed: Math.round((folded * 1_000) / (performance.now() - began)) });
  } while (own?.state === 'building');
  bar.stop();
  for (const line of outcome(number, own)) print(line);
}

function outcome(number: number, own: GenerationRow | undefined): readonly string[] {
  if (own === undefined) return [`Generation ${number} was dropped.`];
  if (own.state === 'live') return [`Readers see generation ${number}.`];
  const differences = own.comparison?.differences ?? [];
  return [
    `Generation ${number} waits: it differs from what readers see. "casus rebuild --accept" goes over to it.`,
    ...differences.map(({ what, live, next }) => `  ${what}: ${live} now, ${next} there`),
  ];
}
