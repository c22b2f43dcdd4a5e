import 'zod/compile';
import { runMain } from '@casus/platform';
import { Command } from 'commander';
import { askCommand } from './commands/ask.ts';
import { backupCommand } from './commands/backup.ts';
import { demoCommand } from './commands/demo.ts';
import { logCommand } from './commands/log.ts';
import { parkedCommand } from './commands/parked.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { replayCommand } from './commands/replay.ts';
import { restoreCommand } from './commands/restore.ts';
import { statusCommand } from './commands/status.ts';
import { verifyVerdictCommand } from './commands/verify-verdict.ts';

await runMain(async () => {
  const program = new Command('casus')
    .description('Casus at the command line')
    .showHelpAfterError()
    .addCommand(askCommand())
    .addCommand(demoCommand())
    .addCommand(replayCommand())
    .addCommand(logCommand(process.env))
    .addCommand(backupCommand(process.env))
    .addCommand(restoreCommand(process.env))
    .addCommand(statusCommand(process.env))
    .addCommand(rebuildCommand(process.env))
    .addCommand(parkedCommand(process.env))
    .addCommand(verifyVerdictCommand());
  await program.parseAsync();
});
