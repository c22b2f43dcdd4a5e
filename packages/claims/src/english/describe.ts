import type { Asked, Choice, Claim } from '../language/terms.ts';
import { isMeasure } from '../language/walk.ts';
import { calendarOf } from './dates.ts';
import { comparisonText, measureText } from './describe-measures.ts';
import type { Writing } from './describe-terms.ts';
import { eventText, fluentText, windowText } from './describe-terms.ts';
import type { Names } from './words.ts';
import { capitalised, listed, usualNames } from './words.ts';

/** A claim or measure in English: a sentence, and one more for each state that it speaks of. */
export function describe(claim: Asked, names: Names = usualNames): string {
  const writing: Writing = { names, calendar: calendarOf(claim), states: new Map(), legend: [] };
  return [...sentencesOf(writing, claim), ...writing.legend].map((text) => `${capitalised(text)}.`).join(' ');
}

function sentencesOf(writing: Writing, claim: Asked): readonly string[] {
  if (claim.op === 'choice') return claim.options.map((each) => optionText(writing, each));
  return [isMeasure(claim) ? measureText(writing, claim) : claimText(writing, claim)];
}

function optionText(writing: Writing, { name, claim }: Choice['options'][number]): string {
  return `"${name}" ${claim === null ? 'is what is left over' : `if ${claimText(writing, claim)}`}`;
}

function claimText(writing: Writing, claim: Claim): string {
  switch (claim.op) {
    case 'compare':
      return comparisonText(writing, claim);
    case 'at':
      return `${fluentText(writing, claim.fluent)} at ${writing.calendar.moment(claim.time)}`;
    case 'edge':
      return `a spell in which ${fluentText(writing, claim.fluent)} ${claim.edge}s ${windowText(writing, claim.window)}`;
    case 'for':
      return forText(writing, claim);
    case 'and':
    case 'or':
      return listed(
        claim.of.map((each) => claimText(writing, each)),
        claim.op,
      );
    case 'not':
      return `it is not so that ${claimText(writing, claim.claim)}`;
    case 'given':
      return `${claimText(writing, claim.claim)}; void unless ${claimText(writing, claim.condition)}`;
  }
}

function forText(writing: Writing, claim: Claim & { op: 'for' }): string {
  const which = { all: 'each of the', some: 'some of the', first: 'the first of the' }[claim.each];
  const event = eventText(writing, claim.event);
  const where = windowText(writing, claim.within);
  const onEmpty = claim.onEmpty ?? (claim.each === 'first' ? 'void' : undefined);
  const empty = onEmpty === undefined ? '' : ` (${onEmpty} if there is none)`;
  return `for ${which} ${event} ${where}${empty}, ${claimText(writing, claim.claim)}`;
}
