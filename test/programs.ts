import { readdir, readFile } from 'node:fs/promises';
import { failureText } from '@casus/platform';

/** A program is a file of the folder with this in it; its docstring says what it does. */
const entry = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export async function run\(/u;

interface Program {
  readonly run: (args: string[]) => Promise<void>;
}

/**
 * Runs the program of a folder that the first argument names with the other arguments; without arguments lists what
 * there is. A failure is printed and makes the exit code 1.
 */
export async function runProgram(command: string, folder: URL, args: readonly string[]): Promise<void> {
  const programs = await programsIn(folder);
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stdout.write(listing(command, programs));
    return;
  }
  if (!programs.has(name)) {
    process.stderr.write(`There is no ${command} ${name}.\n\n${listing(command, programs)}`);
    process.exitCode = 1;
    return;
  }
  try {
    const { run } = (await import(new URL(`${name}.ts`, folder).href)) as Program;
    await run(rest);
  } catch (error) {
    process.stderr.write(`${failureText(error)}\n`);
    process.exitCode = 1;
  }
}

/** What each program does, by its name. */
async function programsIn(folder: URL): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).toSorted();
  const found = new Map<string, string>();
  for (const file of files) {
    const doc = entry.exec(await readFile(new URL(file, folder), 'utf8'))?.[1];
    if (doc !== undefined) found.set(file.replace(/\.ts$/u, ''), sentences(doc));
  }
  return found;
}

function sentences(doc: string): string {
  return doc
    .replaceAll(/^\s*\*/gmu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function listing(command: string, programs: ReadonlyMap<string, string>): string {
  const lines = [...programs].map(([name, doc]) => `  ${name}\n${wrapped(doc)}\n`);
  return `pnpm ${command} NAME [arguments]\n\n${lines.join('\n')}`;
}

const columns = 74;

function wrapped(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length >= columns) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`.trim();
  }
  return lines.map((line) => `      ${line}`).join('\n');
}
