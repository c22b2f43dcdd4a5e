import { verdictText } from '@casus/domain/verdict';
import type { VerdictValue } from '@casus/domain/verdict';

const answers = { true: 'Yes', false: 'No', void: 'Void', open: 'Open', indeterminate: 'Unclear' } as const;

/** `Yes`, `No`, `5`, `Open`. */
export function answerText(value: VerdictValue): string {
  return typeof value === 'object' ? verdictText(value) : answers[value];
}

/** `89 %`; probabilities are 0 to 1. */
export function percentText(probability: number): string {
  return `${Math.round(probability * 100)} %`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const longFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `14 Aug`, of an instant in epoch milliseconds, in UTC. */
export function shortDay(ms: number): string {
  return dayFormat.format(ms);
}

/** `Thursday 14 August 2025`. */
export function longDay(ms: number): string {
  return longFormat.format(ms).replace(',', '');
}

/** Lines of at most `columns` characters, broken between words: `first` before the text, later lines below it. */
export function wrap(text: string, first = '', columns = 80): readonly string[] {
  const indent = ' '.repeat(first.length);
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const isEmpty = line === first || line === indent;
    const next = isEmpty ? `${line}${word}` : `${line} ${word}`;
    if (next.length <= columns || isEmpty) line = next;
    else {
      lines.push(line);
      line = `${indent}${word}`;
    }
  }
  return [...lines, line];
}
