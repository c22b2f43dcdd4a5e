import { pipeline } from 'node:stream/promises';
import { logFileLines, movableHistory } from '@casus/log/file';
import { print, StartupError } from '@casus/platform';
import { Command } from 'commander';
import { besideOf } from '../log/beside.ts';
import type { Kind } from '../log/beside.ts';
import { countRecords, counted, writeWhole } from '../log/log-lines.ts';
import { dataDirOption, openMovedLog, readMovingConfiguration } from '../log/moved-log.ts';
import type { MovedLog } from '../log/moved-log.ts';
import { showProgress } from '../log/progress.ts';

interface ExportOptions {
  readonly out?: string;
  readonly dataDir: string;
  readonly withTexts?: true;
}

/** `casus log export`: the whole log as JSON Lines, streamed. */
export function logExportCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('export')
    .description('write the log as JSON Lines, to be imported into another one')
    .option('--out <file>', 'where to; standard output by default')
    .addOption(dataDirOption())
    .option('--with-texts', 'with texts by and about people, and what pseudonyms stand for; never with keys')
    .action((options: ExportOptions) => exportLog(options, environment));
}

async function exportLog(
  { out, dataDir, withTexts }: ExportOptions,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const config = readMovingConfiguration(environment);
  await using moved = await openMovedLog({ config, dataDir, mayCreate: false });
  const { log, pool } = moved;
  if (withTexts && !pool)
    throw new StartupError('Texts lie in the database: set DATABASE_URL to export them.');
  if ((await log.state()) === 'importing')
    throw new StartupError('An import into this log has not ended: finish it first.');
  const records = await countRecords(log);
  using progress = showProgress('exporting', records);
  const lines = logFileLines({
    partitions: log.partitions,
    records: counted(movableHistory(log), progress.step),
    beside: besideFor(pool, withTexts === true),
  });
  if (out === undefined) return pipeline(lines, process.stdout, { end: false });
  await writeWhole(out, lines);
  print(JSON.stringify({ out, records }));
}

function besideFor(pool: MovedLog['pool'], withTexts: boolean): ReturnType<typeof besideOf> | [] {
  const people: readonly Kind[] = withTexts ? ['text', 'pseudonym'] : [];
  return pool ? besideOf(pool, ['certificate', ...people]) : [];
}
