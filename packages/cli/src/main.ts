import 'zod/compile';
import { runMain } from '@casus/platform';
import { Command } from 'commander';
import { demoCommand } from './commands/demo.ts';
import { logCommand } from './commands/log.ts';
import { replayCommand } from './commands/replay.ts';

await runMain(async () => {
  const program = new Command('casus')
    .description('Casus at the command line')
    .showHelpAfterError()
    .addCommand(demoCommand())
    .addCommand(replayCommand())
    .addCommand(logCommand(process.env));
  await program.parseAsync();
});
