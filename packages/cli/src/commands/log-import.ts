import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { LogError } from '@casus/log';
import type { EventLog, History, HistoryRecord } from '@casus/log';
import { besideIn, checkLogFile, DamagedFile, historyIn, readHeader } from '@casus/log/file';
import type { LogFile, OpenLines } from '@casus/log/file';
import { print, StartupError } from '@casus/platform';
import { Command } from 'commander';
import { keepBeside } from '../log/beside.ts';
import { openMovedLog, readMovingConfiguration } from '../log/moved-log.ts';
import { showProgress } from '../log/progress.ts';

/** `casus log import`: an exported log into an empty one, with its offsets and stamps. */
export function logImportCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('import')
    .description(
      'take an exported log into an empty one, with its offsets and stamps; before services are started',
    )
    .argument('<file>', 'what `casus log export` wrote')
    .option(
      '--data-dir <folder>',
      'the embedded database, where DATABASE_URL and KAFKA_BROKERS are not set',
      '.casus/main',
    )
    .action((file: string, { dataDir }: { readonly dataDir: string }) =>
      importLog({ file, dataDir, environment }),
    );
}

interface ImportOptions {
  readonly file: string;
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The file is read to its end before anything is written; one that broke off goes on when it is run again. */
async function importLog({ file, dataDir, environment }: ImportOptions): Promise<void> {
  const config = readMovingConfiguration(environment);
  if (!existsSync(file)) throw new StartupError(`There is no file ${file}.`);
  const open = linesOf(file);
  const checked = await checkFile(file, open, config.CASUS_PARTITIONS);
  if (checked.besides > 0 && config.KAFKA_BROKERS !== undefined && config.DATABASE_URL === undefined)
    throw new StartupError(
      'The file holds more than the log: set DATABASE_URL to the database that takes it.',
    );
  await using moved = await openMovedLog({ config, dataDir, mayCreate: true });
  const { log, pool } = moved;
  using progress = showProgress('importing', checked.records);
  await takeIn(log, counted(historyIn(open, checked), progress.step));
  const besides = pool ? await keepBeside(pool, besideIn(open)) : 0;
  const heads = { world: await log.heads('world'), questions: await log.heads('questions') };
  print(JSON.stringify({ file, records: checked.records, besides, heads }));
}

/** @throws {StartupError} for a damaged file, or one with another partition count */
async function checkFile(file: string, open: OpenLines, questions: number): Promise<LogFile> {
  try {
    const partitions = await readHeader(open);
    if (partitions.questions !== questions)
      throw new StartupError(
        `${file} has ${partitions.questions} partitions of questions, CASUS_PARTITIONS asks for ${questions}: a partition count never changes.`,
      );
    return await checkLogFile(open);
  } catch (error) {
    if (error instanceof DamagedFile) throw new StartupError(`${file} is damaged: ${error.message}.`);
    throw error;
  }
}

async function takeIn(log: EventLog, history: History): Promise<void> {
  try {
    await log.importHistory(history);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    const sentence = error.retryable
      ? `The import broke off: ${error.message}. Run it again to go on.`
      : `This log takes no import: ${error.message}.`;
    throw new StartupError(sentence, { cause: error });
  }
}

function counted(history: History, step: () => void): History {
  async function* records(): AsyncGenerator<HistoryRecord> {
    for await (const record of history.records) {
      step();
      yield record;
    }
  }
  return { ...history, records: records() };
}

function linesOf(file: string): OpenLines {
  return () => createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
}
