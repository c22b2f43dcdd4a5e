import { Command } from 'commander';
import { logExportCommand } from './log-export.ts';
import { logImportCommand } from './log-import.ts';
import { logVerifyCommand } from './log-verify.ts';

/** `casus log`: what is done with a whole log. */
export function logCommand(environment: NodeJS.ProcessEnv): Command {
  return new Command('log')
    .description(
      'move a log to another house, and verify it; which log it is say DATABASE_URL and KAFKA_BROKERS',
    )
    .addCommand(logExportCommand(environment))
    .addCommand(logImportCommand(environment))
    .addCommand(logVerifyCommand(environment));
}
