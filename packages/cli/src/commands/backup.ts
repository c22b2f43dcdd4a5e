import { logFileLines, movableHistory } from '@casus/log/file';
import { print, StartupError } from '@casus/platform';
import { Command } from 'commander';
import { storedState } from '../backup/stored-tables.ts';
import { countRecords, counted, writeWhole } from '../log/log-lines.ts';
import { dataDirOption, openMovedLog, readMovingConfiguration } from '../log/moved-log.ts';
import { showProgress } from '../log/progress.ts';

interface BackupOptions {
  readonly out: string;
  readonly dataDir: string;
}

/** `casus backup`: one file with the log and all that lies beside it, also while Casus runs. */
export function backupCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('backup')
    .description('write the log and all that lies beside it (keys, texts, what was told) into one file')
    .requiredOption('--out <file>', 'where to; it holds texts about people, so keep it like the database')
    .addOption(dataDirOption())
    .action((options: BackupOptions) => backUp(options, environment));
}

/** Casus may run meanwhile: the file has all that was acknowledged when the command began. */
async function backUp({ out, dataDir }: BackupOptions, environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readMovingConfiguration(environment);
  await using moved = await openMovedLog({ config, dataDir, mayCreate: false });
  const { log, pool } = moved;
  if (!pool) throw new StartupError('Keys and texts lie in the database: set DATABASE_URL to back them up.');
  if ((await log.state()) === 'importing')
    throw new StartupError('An import into this log has not ended: finish it first.');
  await using state = await storedState(pool, config.KAFKA_BROKERS === undefined);
  const records = await countRecords(log);
  using progress = showProgress('backing up', records);
  const lines = logFileLines({
    partitions: log.partitions,
    records: counted(movableHistory(log), progress.step),
    beside: state.lines(),
  });
  await writeWhole(out, lines);
  const heads = { world: await log.heads('world'), questions: await log.heads('questions') };
  print(JSON.stringify({ out, records, heads }));
}
