import { crowdText } from './crowd.ts';
import type { CrowdChange, Day, Settlement, VerdictChange } from './story.ts';
import { longDay, shortDay, wrap } from './words.ts';

/** Narrows a day to one question; undefined when nothing of it is left but reports. */
export function onlyQuestion(day: Day, questionId: string): Day | undefined {
  const about = <Row extends { readonly questionId: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => row.questionId === questionId || row.questionId.startsWith(`${questionId}-`));
  const narrowed = {
    ...day,
    opened: about(day.opened),
    verdicts: about(day.verdicts),
    settlements: about(day.settlements),
    crowd: about(day.crowd),
  };
  const { opened, verdicts, settlements, crowd } = narrowed;
  return opened.length + verdicts.length + settlements.length + crowd.length > 0 ? narrowed : undefined;
}

/** A day in lines of at most 80 columns. */
export function renderDay(day: Day): readonly string[] {
  return [
    longDay(Date.parse(`${day.date}T00:00:00Z`)),
    ...section(
      'asked',
      grouped(day.opened, ({ title }) => firstWords(title)),
    ),
    ...day.reports.flatMap(({ source, text, ref }) => wrap(`${source}: ${text} [${ref}]`, '  reported  ')),
    ...section('verdict', grouped(day.verdicts, verdictLine)),
    ...section('result', grouped(day.settlements, settlementLine)),
    ...section('crowd', day.crowd.map(crowdLine)),
    '',
  ];
}

function section(label: string, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => wrap(text, `  ${label.padEnd(10)}`));
}

/** Questions about which the same is to be said share a line. */
function grouped<Row extends { readonly questionId: string }>(
  rows: readonly Row[],
  line: (row: Row) => string,
): readonly string[] {
  const groups = Map.groupBy(rows, line);
  return [...groups].map(([text, same]) => `${idsText(same.map(({ questionId }) => questionId))}: ${text}`);
}

/** One id, or what several have in common and how many they are. */
function idsText(ids: readonly string[]): string {
  const [first = ''] = ids;
  if (ids.length <= 2) return ids.join(', ');
  return `${first.split('-')[0] ?? first} in ${ids.length} readings`;
}

/** A title up to its details in brackets. */
function firstWords(title: string): string {
  return title.split(' (')[0] ?? title;
}

function verdictLine({ before, value, asKnown, explanation, because }: VerdictChange): string {
  const change = before === null || before === value ? value : `${before} → ${value}`;
  const known = value === 'Open' ? ` (as known: ${asKnown})` : '';
  const why = because.length > 0 ? ` Because of ${because.join(', ')}.` : '';
  const reason = explanation
    .join(' ')
    .replaceAll(/ +/gu, ' ')
    .replace(/^[^:]+: /u, '');
  return `${change}${known}. ${capital(reason)}${why}`;
}

function settlementLine({ outcome, decidedAt, state, provisional }: Settlement): string {
  const label = provisional ? ' (provisional until it has stood for its settling time)' : '';
  return `${stateText(state)}: ${outcome}, decided on ${shortDay(Date.parse(decidedAt))}${label}`;
}

function stateText(state: Settlement['state']): string {
  return state === 'contested' ? 'contested, waits for a curator' : state;
}

function crowdLine({ questionId, before, ...now }: CrowdChange): string {
  return `${questionId}: ${before ? `${crowdText(before)} → ` : ''}${crowdText(now)}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
