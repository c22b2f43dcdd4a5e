import { existsSync } from 'node:fs';
import { besideIn, historyIn } from '@casus/log/file';
import { print, StartupError } from '@casus/platform';
import { Command } from 'commander';
import { assertNothingStored, restoreTables, tablesIn } from '../backup/restore-tables.ts';
import { checkFile, countedHistory, linesOf, takeIn } from '../log/read-file.ts';
import { dataDirOption, openMovedLog, readMovingConfiguration } from '../log/moved-log.ts';
import { showProgress } from '../log/progress.ts';

/** `casus restore`: a backup into an empty place; the read tables are folded from the log at the next start. */
export function restoreCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('restore')
    .description('take a backup into an empty database, before Casus is started on it')
    .argument('<file>', 'what `casus backup` wrote')
    .addOption(dataDirOption())
    .action((file: string, { dataDir }: { readonly dataDir: string }) =>
      restore({ file, dataDir, environment }),
    );
}

interface RestoreOptions {
  readonly file: string;
  readonly dataDir: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The file is read to its end before anything is written; one that broke off goes on when it is run again. */
async function restore({ file, dataDir, environment }: RestoreOptions): Promise<void> {
  const config = readMovingConfiguration(environment);
  if (!existsSync(file)) throw new StartupError(`There is no file ${file}.`);
  const open = linesOf(file);
  const checked = await checkFile(file, open, config.CASUS_PARTITIONS);
  const stored = await tablesIn(file, besideIn(open));
  const isOnKafka = config.KAFKA_BROKERS !== undefined;
  // The topic of facts on Kafka is not in the file: it is filled anew, under the ids that it had.
  const tables = stored.filter(({ schema }) => !isOnKafka || (schema !== 'log' && schema !== 'outbox'));
  await using moved = await openMovedLog({ config, dataDir, mayCreate: true });
  const { log, pool } = moved;
  if (!pool) throw new StartupError('Keys and texts go into the database: set DATABASE_URL to restore them.');
  await assertNothingStored(pool, tables);
  using progress = showProgress('restoring', checked.records);
  await takeIn(log, countedHistory(historyIn(open, checked), progress.step));
  const rows = await restoreTables(pool, { tables, besides: besideIn(open), logId: log.logId });
  const heads = { world: await log.heads('world'), questions: await log.heads('questions') };
  print(JSON.stringify({ file, records: checked.records, rows, heads }));
}
