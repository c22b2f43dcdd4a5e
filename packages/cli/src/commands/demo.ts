import { print, StartupError } from '@casus/platform';
import { buildDemonstration, demonstrationFacts } from '@casus/replay';
import { onlyQuestion, renderDay, tellStory } from '@casus/story';
import type { Day } from '@casus/story';
import { Command } from 'commander';

interface DemoOptions {
  readonly until?: string;
  readonly question?: string;
  readonly retract: readonly string[];
  readonly json?: true;
}

const partitions = { world: 1, questions: 4 } as const;

/** `casus demo`: the story of the demonstration in the terminal, replayed in memory; needs no running Casus. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('tell the demonstration day by day: what was known, what was decided and why')
    .option('--until <date>', 'stop after this day, such as 2025-08-15')
    .option('--question <id>', 'one question, such as q4 or q1-eo14024-top-window-named')
    .option('--retract <ref...>', 'let a source take reports back at the end, such as ut-036', [])
    .option('--json', 'a JSON object a day instead of text')
    .action(tellDemonstration);
}

async function tellDemonstration(options: DemoOptions): Promise<void> {
  const until = checkedDate(options.until);
  assertFacts(options.retract);
  const { history } = await buildDemonstration(partitions, { retract: options.retract });
  const records = await Array.fromAsync(history.records);
  const days = tellStory(records).filter(({ date }) => until === undefined || date <= until);
  const { question } = options;
  const shown = days.flatMap((day) => (question === undefined ? day : (onlyQuestion(day, question) ?? [])));
  if (shown.length === 0 && question !== undefined) {
    throw new StartupError(`No question is called ${question}; there are: ${idsIn(days).join(', ')}.`);
  }
  for (const day of shown) {
    if (options.json) print(JSON.stringify(day));
    else for (const line of renderDay(day)) print(line);
  }
}

/** @throws {StartupError} for a ref that no fact has */
function assertFacts(refs: readonly string[]): void {
  const known = new Set(demonstrationFacts().map(({ ref }) => ref));
  const unknown = refs.find((ref) => !known.has(ref));
  if (unknown !== undefined) {
    throw new StartupError(`No fact is called ${unknown}; they are called ut-001 to ut-048.`);
  }
}

/** @throws {StartupError} for anything but a date */
function checkedDate(text: string | undefined): string | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/u.test(text ?? '') && !Number.isNaN(Date.parse(text ?? ''));
  if (text === undefined || isDate) return text;
  throw new StartupError(`--until takes a date such as 2025-08-15, not "${text}".`);
}

function idsIn(days: readonly Day[]): readonly string[] {
  return days.flatMap(({ opened }) => opened.map(({ questionId }) => questionId)).toSorted();
}
