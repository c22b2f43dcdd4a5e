import { print, StartupError, systemClock } from '@casus/platform';
import { textsIn } from '@casus/platform/accounts';
import { parsePosition, positionText } from '@casus/log';
import type { EventLog, Position } from '@casus/log';
import { discardParked, parkedIn } from '@casus/projection/operate';
import { Command } from 'commander';
import type { Pool } from 'pg';
import { dataDirOption } from '../log/moved-log.ts';
import { withDeployment } from '../log/with-deployment.ts';
import { follow, order } from './rebuild.ts';

/** `casus parked`: records that could not be folded, and those that wait behind them. */
export function parkedCommand(environment: NodeJS.ProcessEnv): Command {
  const command = (name: string, description: string): Command =>
    new Command(name).description(description).addOption(dataDirOption());
  const place = 'such as world/0@1042';
  return new Command('parked')
    .description('records that could not be folded, and those of their keys that wait behind them')
    .addCommand(
      command('list', 'all of them, and why').action((options: Place) =>
        withDeployment(environment, options, ({ pool }) => list(pool)),
      ),
    )
    .addCommand(
      command('show', 'one record as the log has it')
        .argument('<position>', place)
        .action((position: string, options: Place) =>
          withDeployment(environment, options, ({ pool }) => show(pool, positionOf(position))),
        ),
    )
    .addCommand(
      command('retry', 'fold them again where they stand, in a rebuild')
        .argument('[position]', 'one of them; without it all')
        .action((position: string | undefined, options: Place) =>
          withDeployment(environment, options, ({ pool }) => retry(pool, position)),
        ),
    )
    .addCommand(
      command('discard', 'give one up for good, by a record in the log; what waits behind it is folded')
        .argument('<position>', place)
        .requiredOption('--who <id>', 'whose decision it is')
        .requiredOption('--why <text>', 'the reason; it is kept outside the log and can be deleted')
        .action((position: string, options: Place & Reason) =>
          withDeployment(environment, options, ({ pool, log }) =>
            discard({ pool, log }, positionOf(position), options),
          ),
        ),
    );
}

interface Place {
  readonly dataDir: string;
}

interface Reason {
  readonly who: string;
  readonly why: string;
}

/** @throws {StartupError} when it is not one */
function positionOf(text: string): Position {
  const position = parsePosition(text);
  if (!position) throw new StartupError(`${text} is no position: expected one such as world/0@1042.`);
  return position;
}

export async function list(pool: Pool): Promise<void> {
  const parked = await parkedIn(pool);
  if (parked.length === 0) print('Nothing is parked.');
  for (const { position, type, key, error } of parked)
    print(
      `${positionText(position)}  ${type}  ${key}  ${error ?? 'waits behind an earlier record of its key'}`,
    );
}

async function show(pool: Pool, position: Position): Promise<void> {
  const found = await parkedAt(pool, position);
  print(JSON.stringify({ ...found.record, error: found.error }, undefined, 2));
}

async function retry(pool: Pool, position: string | undefined): Promise<void> {
  print(await order(pool, 'retry', position && positionText(positionOf(position))));
  await follow(pool);
}

export async function discard(
  { pool, log }: { readonly pool: Pool; readonly log: EventLog },
  position: Position,
  { who, why }: Reason,
): Promise<void> {
  await parkedAt(pool, position);
  const reason = await textsIn(pool, systemClock).put(why);
  const at = await discardParked(log, position, { who, why: reason });
  print(`${positionText(position)} is given up by ${positionText(at)}.`);
}

async function parkedAt(
  pool: Pool,
  position: Position,
): Promise<Awaited<ReturnType<typeof parkedIn>>[number]> {
  const found = (await parkedIn(pool)).find((each) => positionText(each.position) === positionText(position));
  if (!found) throw new StartupError(`${positionText(position)} is not parked.`);
  return found;
}
