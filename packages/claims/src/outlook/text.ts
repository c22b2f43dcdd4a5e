import { calendarOf } from '../english/dates.ts';
import { patternText } from '../english/describe-terms.ts';
import { actText } from '../english/act.ts';
import { usualNames } from '../english/words.ts';
import type { VerdictValue } from '@casus/domain/verdict';
import { verdictText } from '@casus/domain/verdict';
import type { Asked } from '../language/terms.ts';
import type { Outlook } from './outlook.ts';

const daySeconds = 86_400;

/** What would give a claim another value, in English; each of a flip or an unconfirmed event. */
export function outlookText(
  claim: Asked,
  { flips, unconfirmed }: Outlook,
): { readonly flips: readonly string[]; readonly unconfirmed: readonly string[] } {
  const calendar = calendarOf(claim);
  const writing = { names: usualNames, calendar, states: new Map<string, string>(), legend: [] };
  return {
    flips: flips.map(({ pattern, from, until, value }) => {
      const when = `from ${calendar.moment(from)} until ${calendar.moment(until)}`;
      const day =
        isDay(value) && until - from > daySeconds ? 'the day on which it happens, at the earliest ' : '';
      return `One more of ${patternText(writing, pattern)} ${when} makes it ${day}${valueText(value)}.`;
    }),
    unconfirmed: unconfirmed.map(({ event, ifSo, ifNot }) => {
      const day = calendar.day(event.interval.to - 1);
      const act = actText(event, usualNames);
      return `If it is confirmed that ${act} on ${day}: ${valueText(ifSo)}; if it is not: ${valueText(ifNot)}.`;
    }),
  };
}

/** A date that is asked for follows an event through all of a stretch; a flip has that of its first second. */
function isDay(value: VerdictValue): boolean {
  return typeof value === 'object' && 'date' in value && /^\d/u.test(value.date);
}

function valueText(value: VerdictValue): string {
  return { true: 'yes', false: 'no' }[verdictText(value)] ?? verdictText(value);
}
