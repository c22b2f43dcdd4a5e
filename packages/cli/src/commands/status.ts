import { print, systemClock } from '@casus/platform';
import { Command } from 'commander';
import { dataDirOption } from '../log/moved-log.ts';
import { withDeployment } from '../log/with-deployment.ts';
import { readStatus } from '../status/read-status.ts';
import { statusLines } from '../status/status-lines.ts';
import { troublesOf } from '../status/troubles.ts';

interface StatusOptions {
  readonly dataDir: string;
  readonly json?: true;
}

/** `casus status`: how far everything is, and whether somebody has to do something. */
export function statusCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('status')
    .description(
      'generations, lag, parked records, leases and the log; exits with 1 when something needs a hand',
    )
    .addOption(dataDirOption())
    .option('--json', 'one JSON object, for programs')
    .action((options: StatusOptions) => showStatus(options, environment));
}

async function showStatus(options: StatusOptions, environment: NodeJS.ProcessEnv): Promise<void> {
  await withDeployment(environment, options, async ({ pool, log }) => {
    const status = await readStatus(pool, log, systemClock);
    const troubles = troublesOf(status);
    if (options.json) print(JSON.stringify({ ...status, troubles }));
    else for (const line of statusLines(status, troubles)) print(line);
    if (troubles.length > 0) process.exitCode = 1;
  });
}
