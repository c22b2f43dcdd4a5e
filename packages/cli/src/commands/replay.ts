import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { logFileLines } from '@casus/log/file';
import { print } from '@casus/platform';
import { buildDemonstration } from '@casus/replay';
import { Command } from 'commander';

const partitions = { world: 1, questions: 4 } as const;

/** `casus replay`: builds the demonstration's log from its dated facts, in lockstep with the resolver. */
export function replayCommand(): Command {
  return new Command('replay')
    .description("build the demonstration's log from dated facts, in lockstep with the resolver")
    .option(
      '--out <file>',
      'write the log as `casus log export` does, with its texts: `casus log import` takes it',
    )
    .action(async ({ out }: { readonly out?: string }) => {
      const { history, texts } = await buildDemonstration(partitions);
      const records = await Array.fromAsync(history.records);
      if (out !== undefined) {
        const beside = texts.map(({ textId: id, salt, text: content }) => ({
          beside: 'text' as const,
          id,
          salt,
          content,
        }));
        await pipeline(logFileLines({ partitions, records, beside }), createWriteStream(out));
      }
      print(
        JSON.stringify({ hash: history.hash, records: records.length, ...(out !== undefined && { out }) }),
      );
    });
}
