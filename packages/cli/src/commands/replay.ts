import { writeFile } from 'node:fs/promises';
import { print } from '@casus/platform';
import { buildDemonstration } from '@casus/replay';
import { Command } from 'commander';

const partitions = { world: 1, questions: 4 } as const;

/** `casus replay`: builds the demonstration's log from its dated facts, in lockstep with the resolver. */
export function replayCommand(): Command {
  return new Command('replay')
    .description("build the demonstration's log from dated facts, in lockstep with the resolver")
    .option('--out <file>', 'write the log as JSON Lines: a header, then a record a line')
    .action(async ({ out }: { readonly out?: string }) => {
      const { history } = await buildDemonstration(partitions);
      const records = await Array.fromAsync(history.records);
      const { importId, hash } = history;
      if (out !== undefined) {
        const lines = [{ importId, hash, partitions }, ...records].map((line) => JSON.stringify(line));
        await writeFile(out, `${lines.join('\n')}\n`);
      }
      print(JSON.stringify({ importId, hash, records: records.length, ...(out !== undefined && { out }) }));
    });
}
