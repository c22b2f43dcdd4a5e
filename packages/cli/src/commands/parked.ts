import { print, StartupError, systemClock } from '@casus/platform';
import { textsIn } from '@casus/platform/accounts';
import type { Pool } from '@casus/platform/postgres';
import { parsePosition, positionText, postgresLog } from '@casus/log';
import type { Position } from '@casus/log';
import { discardParked, parkedIn } from '@casus/projection/operate';
import { Command } from 'commander';
import { openDatabase } from '../database.ts';
import { follow, order } from './rebuild.ts';

/** `casus parked`: records that could not be folded, and those that wait behind them. */
export function parkedCommand(): Command {
  return new Command('parked')
    .description('records that could not be folded, and those of their keys that wait behind them')
    .addCommand(new Command('list').description('all of them, and why').action(() => withPool(list)))
    .addCommand(
      new Command('show')
        .description('one record as the log has it')
        .argument('<position>', 'such as world/0@1042')
        .action((position: string) => withPool((pool) => show(pool, positionOf(position)))),
    )
    .addCommand(
      new Command('retry')
        .description('fold them again where they stand, in a rebuild')
        .argument('[position]', 'one of them; without it all')
        .action((position?: string) => withPool((pool) => retry(pool, position))),
    )
    .addCommand(
      new Command('discard')
        .description('give one up for good, by a record in the log; what waits behind it is folded')
        .argument('<position>', 'such as world/0@1042')
        .requiredOption('--who <id>', 'whose decision it is')
        .requiredOption('--why <text>', 'the reason; it is kept outside the log and can be deleted')
        .action((position: string, reason: Reason) =>
          withPool((pool) => discard(pool, positionOf(position), reason)),
        ),
    );
}

interface Reason {
  readonly who: string;
  readonly why: string;
}

async function withPool(work: (pool: Pool) => Promise<void>): Promise<void> {
  await using pool = openDatabase(process.env['DATABASE_URL']);
  await work(pool);
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

export async function discard(pool: Pool, position: Position, { who, why }: Reason): Promise<void> {
  await parkedAt(pool, position);
  const { rows } = await pool.query<{ world: number; questions: number }>(
    'select world_partitions as world, questions_partitions as questions from log.identity',
  );
  const [partitions] = rows;
  if (!partitions)
    throw new StartupError('This database holds no log: records on Kafka are discarded there.');
  await using log = await postgresLog({ pool, partitions });
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
