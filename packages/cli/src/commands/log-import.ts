import { existsSync } from 'node:fs';
import { besideIn, historyIn } from '@casus/log/file';
import { print, StartupError } from '@casus/platform';
import { Command } from 'commander';
import { keepBeside } from '../log/beside.ts';
import { dataDirOption, openMovedLog, readMovingConfiguration } from '../log/moved-log.ts';
import { showProgress } from '../log/progress.ts';
import { checkFile, countedHistory, linesOf, takeIn } from '../log/read-file.ts';

/** `casus log import`: an exported log into an empty one, with its offsets and stamps. */
export function logImportCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('import')
    .description(
      'take an exported log into an empty one, with its offsets and stamps; before services are started',
    )
    .argument('<file>', 'what `casus log export` wrote')
    .addOption(dataDirOption())
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
  await takeIn(log, countedHistory(historyIn(open, checked), progress.step));
  const besides = pool ? await keepBeside(pool, besideIn(open)) : 0;
  const heads = { world: await log.heads('world'), questions: await log.heads('questions') };
  print(JSON.stringify({ file, records: checked.records, besides, heads }));
}
