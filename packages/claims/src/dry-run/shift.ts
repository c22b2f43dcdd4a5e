import type { ClaimQuestion } from '../engine/outcome.ts';

/** Fields that hold an instant, wherever in a claim; durations stay. */
const instants = new Set(['from', 'until', 'at', 'end', 'time', 'measuredTo']);

/** The same question so many seconds later: whole days, where it asks for days. */
export function shiftedBy(question: ClaimQuestion, seconds: number): ClaimQuestion {
  const claim = shifted(question.claim, seconds) as never;
  if (question.kind !== 'date') return { ...question, claim };
  const day = (text: string): string =>
    new Date(Date.parse(`${text}T00:00:00Z`) + seconds * 1000).toISOString().slice(0, 10);
  return { ...question, claim, days: { first: day(question.days.first), last: day(question.days.last) } };
}

function shifted(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((each) => shifted(each, by));
  if (typeof value !== 'object' || value === null) return value;
  const asksWhen = isTime(value);
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => {
    if (typeof each === 'number' && (instants.has(key) || (key === 'value' && asksWhen)))
      return [key, each + by];
    return [key, key === 'offsets' ? shiftedOffsets(each, by) : shifted(each, by)];
  });
  return Object.fromEntries(entries);
}

/** A bound on a time is an instant too. */
function isTime(value: object): boolean {
  if (!('measure' in value) || typeof value.measure !== 'object' || value.measure === null) return false;
  return 'op' in value.measure && value.measure.op === 'time';
}

/** The zone's offsets move along: the same local hours, as far as clocks do not change in between. */
function shiftedOffsets(offsets: unknown, by: number): unknown {
  if (!Array.isArray(offsets)) return offsets;
  return (offsets as (readonly [number, number])[]).map(([since, offset]) => [since + by, offset]);
}
