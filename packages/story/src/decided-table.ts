import type { VerdictValue } from '@casus/domain/verdict';
import { readingId, sanctionsReadings } from '@casus/replay';
import { answerText, shortDay, wrap } from './words.ts';

/** A question as the table shows it. */
export interface DecidedLine {
  readonly id: string;
  readonly title: string;
  readonly value: VerdictValue | null;
  /** Epoch milliseconds; null while nothing is decided. */
  readonly decidedAt: number | null;
  /** The reason in one sentence. */
  readonly reason: string;
  readonly crowd: string | null;
}

/** What was asked, what was decided and why, in lines of at most 80 columns. */
export function decidedTable(lines: readonly DecidedLine[]): readonly string[] {
  const readings = new Set(sanctionsReadings.map(readingId));
  const isReading = ({ id }: DecidedLine): boolean => readings.has(id);
  const others = lines.filter((line) => !isReading(line)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ...(lines.some(isReading) ? readingsGrid(lines.filter(isReading)) : []),
    ...others.flatMap(lineText),
  ];
}

function lineText({ id, title, value, decidedAt, reason, crowd }: DecidedLine): readonly string[] {
  return [
    ...wrap(`${title}?`, `${(id.split('-')[0] ?? id).toUpperCase()}  `),
    ...wrap(`${verdictText(value, decidedAt)}. ${reason}`, '    '),
    ...(crowd === null ? [] : [`    The crowd said last: ${crowd}.`]),
    '',
  ];
}

function verdictText(value: VerdictValue | null, decidedAt: number | null): string {
  const answer = value === null ? 'Not yet said' : answerText(value);
  return decidedAt === null ? answer : `${answer}, decided on ${shortDay(decidedAt)}`;
}

/** The sixteen readings of one question side by side. */
function readingsGrid(lines: readonly DecidedLine[]): readonly string[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const rows = (['any', 'eo14024'] as const).flatMap((sanctions) =>
    (['top', 'all'] as const).map((talks) => {
      const cells = sanctionsReadings
        .filter((reading) => reading.sanctions === sanctions && reading.talks === talks)
        .map((reading) => cellText(byId.get(readingId(reading))));
      const head = `${sanctions === 'any' ? 'any' : 'E.O. 14024'}, ${talks === 'top' ? 'top' : 'any level'}`;
      return `    ${head.padEnd(22)}${cells.map((cell) => cell.padEnd(13)).join('')}`.trimEnd();
    }),
  );
  return [
    'Q1  No new US sanctions on Russia while US–Russia talks continue, from 6 August',
    '    to 23 October 2025? It depends on how it is read:',
    '',
    '                          whole window              first spell of talks',
    '    sanctions, talks      a cancellation ends       a cancellation ends',
    '                          what it names all talks   what it names all talks',
    ...rows,
    '',
    ...reasonsOf(lines),
    '',
  ];
}

function cellText(line: DecidedLine | undefined): string {
  if (!line) return '';
  const answer = line.value === null ? '–' : answerText(line.value);
  return line.decidedAt === null ? answer : `${answer} ${shortDay(line.decidedAt)}`;
}

/** For each answer one reason, and the readings that it stands for. */
function reasonsOf(lines: readonly DecidedLine[]): readonly string[] {
  const reasons = new Map(lines.map((line) => [cellText(line), line.reason]));
  return [...reasons].flatMap(([cell, reason]) => wrap(reason, `    ${`${cell}:`.padEnd(13)}`));
}
