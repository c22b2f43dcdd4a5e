import { randomUUID } from 'node:crypto';
import { print, StartupError } from '@casus/platform';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { readJson } from '../json-file.ts';
import { ask } from '../rest.ts';

interface Options {
  readonly dryRun?: true;
  readonly stepDays?: number;
  readonly windows?: number;
  readonly json?: true;
}

/** `casus ask`: opens a question, or tries its claim on past windows first. */
export function askCommand(): Command {
  return new Command('ask')
    .description('open a question at CASUS_URL with the key CASUS_KEY, or try its claim on the past')
    .argument(
      '<file>',
      'JSON with what POST /v1/questions takes: title, kind, claim, opensAt, closesAt, settleBy…',
    )
    .option('--dry-run', 'open nothing: say what the claim would have come to in past windows')
    .option('--step-days <number>', 'of a dry run: days from one window to the next', wholeNumber)
    .option('--windows <number>', 'of a dry run: how many windows at most', wholeNumber)
    .option('--json', 'the answer as JSON')
    .action(async (file: string, options: Options) => {
      if (!options.dryRun && (options.stepDays ?? options.windows) !== undefined)
        throw new StartupError('--step-days and --windows are for --dry-run: nothing was opened.');
      const draft = draftShape.parse(await readJson(file));
      return options.dryRun ? tryOut(draft, options) : open(draft, options);
    });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`expected a whole number, got ${text}`);
  return Number(text);
}

const draftShape = z.record(z.string(), z.unknown());
type Draft = z.infer<typeof draftShape>;

const opened = z.object({
  id: z.string(),
  title: z.string(),
  coverage: z.array(z.object({ source: z.string() })),
  warnings: z.array(z.string()),
});

async function open(draft: Draft, { json }: Options): Promise<void> {
  const answer = await ask({
    method: 'POST',
    path: '/v1/questions',
    body: draft,
    idempotencyKey: randomUUID(),
  });
  const { success, data } = opened.safeParse(answer);
  if (json || !success) return print(JSON.stringify(answer));
  print(`Opened: ${data.title} (${data.id}).`);
  for (const warning of data.warnings) print(`Warning: ${warning}`);
  const sources = data.coverage.map(({ source }) => source).join(', ');
  print(sources === '' ? 'A human resolves it.' : `Its absence rests on ${sources}.`);
}

const tried = z.object({
  asked: z.string(),
  complete: z.boolean(),
  warnings: z.array(z.string()),
  summary: z.object({
    windows: z.number(),
    byValue: z.record(z.string(), z.number()),
    baseRate: z.number().nullable(),
    ties: z.number(),
    unconfirmed: z.number(),
    absorbed: z.number(),
  }),
  windows: z.array(
    z.object({
      from: z.string(),
      until: z.string(),
      value: z.unknown(),
      tied: z.boolean(),
      unconfirmed: z.boolean(),
    }),
  ),
});

/** What a claim is made of; the rest of a question does not matter to it. */
const fields = ['kind', 'claim', 'days', 'options', 'coverage'];

async function tryOut(draft: Draft, { stepDays, windows, json }: Options): Promise<void> {
  const asked = Object.fromEntries(Object.entries(draft).filter(([name]) => fields.includes(name)));
  const body = {
    ...asked,
    ...(stepDays !== undefined && { stepDays }),
    ...(windows !== undefined && { windows }),
  };
  const answer = await ask({ method: 'POST', path: '/v1/claims/dry-run', body });
  const { success, data } = tried.safeParse(answer);
  if (json || !success) print(JSON.stringify(answer));
  else for (const line of linesOf(data)) print(line);
}

type Tried = z.infer<typeof tried>;

function linesOf({ asked, windows, summary, complete, warnings }: Tried): readonly string[] {
  const { byValue, baseRate, ties, unconfirmed, absorbed } = summary;
  const counts = Object.entries(byValue).map(([text, count]) => `${text} ${count}`);
  const rate = baseRate === null ? 'none' : baseRate.toFixed(2);
  return [
    asked,
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...windows.map(windowLine),
    `${summary.windows} windows: ${counts.join(', ') || 'none'}.`,
    `Base rate: ${rate}. Ties: ${ties}. Unconfirmed: ${unconfirmed}.`,
    ...(absorbed > 0 ? [`Not new within the quiet time, so absorbed: ${absorbed} events.`] : []),
    ...(complete ? [] : ['Time ran out: there are more windows.']),
  ];
}

function windowLine({ from, until, value, tied, unconfirmed }: Tried['windows'][number]): string {
  const marks = [...(tied ? ['ties'] : []), ...(unconfirmed ? ['unconfirmed'] : [])].join(', ');
  return `  ${from.slice(0, 10)} to ${until.slice(0, 10)}  ${valueText(value)}${marks && `  (${marks})`}`;
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).join(' ') : '';
}
