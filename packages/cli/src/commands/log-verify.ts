import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { StartupError } from '@casus/platform';
import { Command } from 'commander';
import { dataDirOption, openMovedLog, readMovingConfiguration } from '../log/moved-log.ts';

/** The read models are the projector's: its own program folds them. */
const program = fileURLToPath(new URL('../../../../services/projector/src/verify/main.ts', import.meta.url));

/** `casus log verify`: the whole log read and folded again, and compared with what readers see. */
export function logVerifyCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('verify')
    .description(
      'read the log from zero, check its chain, fold it in memory and compare each row that readers see; exits with 1 when something differs',
    )
    .addOption(dataDirOption())
    .action((options: { readonly dataDir: string }) => verifyLog(options, environment));
}

async function verifyLog(
  { dataDir }: { readonly dataDir: string },
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const config = readMovingConfiguration(environment);
  await using moved = await openMovedLog({ config, dataDir, mayCreate: false });
  const { url } = moved;
  if (url === undefined)
    throw new StartupError('The read tables lie in the database: set DATABASE_URL to compare them.');
  const child = spawn(process.execPath, [program], {
    stdio: 'inherit',
    env: { ...environment, DATABASE_URL: url },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
