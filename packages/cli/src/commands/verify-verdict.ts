import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { verify } from '@casus/checker';
import { print, StartupError } from '@casus/platform';
import { Command } from 'commander';
import { readJson } from '../json-file.ts';
import { ask } from '../rest.ts';

interface Options {
  readonly verdict?: string;
  readonly file?: string;
  readonly out?: string;
}

/** `casus verify-verdict`: checks a verdict from the records in its bundle, by code that shares nothing with the engine. */
export function verifyVerdictCommand(): Command {
  return new Command('verify-verdict')
    .description('check a verdict from the records that it rests on, and say what was checked')
    .argument('[question]', 'id of a question, asked of CASUS_URL with the key CASUS_KEY')
    .option('--verdict <number>', 'which of its verdicts, oldest first, from 1; by default the last')
    .option('--file <bundle>', 'a bundle that was exported before; asks nobody')
    .option('--out <file>', 'write the bundle that was checked')
    .action(verifyVerdict);
}

async function verifyVerdict(question: string | undefined, options: Options): Promise<void> {
  const bundle = await bundleFrom(question, options);
  if (options.out !== undefined) await writeFile(options.out, `${JSON.stringify(bundle, null, 2)}\n`);
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { value, checked, refusal } = verify(bundle, hash);
  for (const each of checked) print(`ok  ${each}`);
  if (refusal !== null) throw new StartupError(`Refused: ${refusal}.`);
  print(
    `Verified: ${value}. Taken from the log: that it holds no other report in scope, and nothing later on these.`,
  );
}

/** @throws {StartupError} unless either a question or a file is named */
async function bundleFrom(question: string | undefined, { file, verdict }: Options): Promise<unknown> {
  if ((question === undefined) === (file === undefined)) {
    throw new StartupError('Name either a question or, with --file, a bundle.');
  }
  if (file !== undefined) return readJson(file);
  if (verdict !== undefined && !/^[1-9]\d*$/u.test(verdict)) {
    throw new StartupError(`--verdict takes a number from 1, not "${verdict}".`);
  }
  const query = verdict === undefined ? '' : `?verdict=${verdict}`;
  return ask({
    method: 'GET',
    path: `/v1/questions/${encodeURIComponent(question ?? '')}/verdict/bundle${query}`,
  });
}
