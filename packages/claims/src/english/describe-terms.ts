import type {
  ActorTest,
  AttributeTest,
  EventTerm,
  Fluent,
  Hold,
  Opening,
  Pattern,
  Scalar,
  Ties,
  Variable,
  Window,
} from '../language/terms.ts';
import { typesOf } from '../language/walk.ts';
import type { Calendar } from './dates.ts';
import { durationText } from './dates.ts';
import type { Names } from './words.ts';
import { listed, stateWordOf, wordingOf } from './words.ts';

/** What sentences are written with; what a state is, is spelled out after the sentence. */
export interface Writing {
  readonly names: Names;
  readonly calendar: Calendar;
  readonly states: Map<string, string>;
  readonly legend: string[];
}

/** `meetings of Steve Witkoff and Vladimir Putin`. */
export function patternText(writing: Writing, pattern: Pattern): string {
  const many = listed(
    typesOf(pattern).map((type) => wordingOf(type).many),
    'or',
  );
  const participants = (pattern.participants ?? []).map((each) =>
    typeof each === 'string' ? writing.names.actor(each) : listed(each.in.map(writing.names.actor), 'or'),
  );
  const together = participants.length > 2 ? listed(participants) : participants.join(' with ');
  const of = participants.length === 0 ? '' : ` of ${together}`;
  const by = pattern.actor === undefined ? '' : ` by ${actorText(writing, pattern.actor)}`;
  const on = pattern.target === undefined ? '' : ` on ${actorText(writing, pattern.target)}`;
  const where = (pattern.where ?? []).map(testText);
  const told = pattern.sources === undefined ? '' : ` as told by ${listed(pattern.sources, 'or')}`;
  return `${many}${of}${by}${on}${where.length === 0 ? '' : ` with ${listed(where)}`}${told}`;
}

function actorText({ names }: Writing, test: ActorTest): string {
  if (typeof test === 'string') return names.actor(test);
  if ('var' in test) return `the same (${test.var})`;
  if ('in' in test) return listed(test.in.map(names.actor), 'or');
  return typeof test.not === 'string'
    ? `others than ${names.actor(test.not)}`
    : `others than ${test.not.var}`;
}

function testText(test: AttributeTest): string {
  if ('in' in test) return `${test.attribute} ${listed(test.in.map(String), 'or')}`;
  if ('not' in test) return `${test.attribute} other than ${valueText(test.not)}`;
  return typeof test.is === 'object'
    ? `the same ${test.attribute}`
    : `${test.attribute} ${valueText(test.is)}`;
}

function valueText(value: Scalar | Variable): string {
  return typeof value === 'object' ? `the same (${value.var})` : String(value);
}

export function eventText(writing: Writing, event: EventTerm): string {
  switch (event.op) {
    case 'match':
      return patternText(writing, event);
    case 'during':
      return `${eventText(writing, event.event)} while ${fluentText(writing, event.fluent)}${tiesText(event.ties)}`;
    case 'after':
      return (
        `${eventText(writing, event.event)} ${delayText(event.moreThan, event.atMost)} ` +
        eventText(writing, event.earlier)
      );
    case 'starts':
      return `new ${eventText(writing, event.event)} (none in the ${durationText(event.quiet)} before)`;
    case 'nth':
      return `the ${ordinal(event.n)} of ${eventText(writing, event.event)} ${windowText(writing, event.window)}`;
  }
}

function tiesText(ties: Ties): string {
  return ties === 'unknown' ? '' : ` (ties count as ${ties})`;
}

function delayText(moreThan: number, atMost: number): string {
  const within = `within ${durationText(atMost)} after`;
  return moreThan === 0 ? within : `more than ${durationText(moreThan)} and ${within}`;
}

function ordinal(n: number): string {
  return n === 1 ? 'first' : `number ${n}`;
}

/** `the talks hold`; what they are goes to the legend. */
export function fluentText(writing: Writing, fluent: Fluent): string {
  switch (fluent.op) {
    case 'hold':
      return `${stateName(writing, fluent)} ${verbOf(fluent)}`;
    case 'quiet':
      return `there are no ${eventText(writing, fluent.event)}`;
    case 'and':
    case 'or':
      return listed(
        fluent.of.map((each) => fluentText(writing, each)),
        fluent.op,
      );
    case 'not':
      return `it is not so that ${fluentText(writing, fluent.fluent)}`;
  }
}

function verbOf(hold: Hold): string {
  const word = stateWordOf(hold.openings.flatMap(({ event }) => typesOf(event)));
  if (word === 'the deadline') return 'is pending';
  return word === 'the talks' || word === 'the measures' ? 'hold' : 'holds';
}

function stateName(writing: Writing, hold: Hold): string {
  const key = JSON.stringify(hold);
  const known = writing.states.get(key);
  if (known !== undefined) return known;
  const word = stateWordOf(hold.openings.flatMap(({ event }) => typesOf(event)));
  const taken = [...writing.states.values()].filter((name) => name.startsWith(word)).length;
  const name = taken === 0 ? word : `${word} (${taken + 1})`;
  writing.states.set(key, name);
  const opened = hold.openings.map((opening) => openingText(writing, opening));
  const ended = hold.endings.map(
    ({ event, ends }) =>
      `${patternText(writing, event)} (${ends === 'all' ? 'everything' : 'only what they name'})`,
  );
  const seed = hold.seed === undefined ? [] : [`as of ${writing.calendar.moment(hold.seed.at)}`];
  const ends = ended.length === 0 ? '' : `; ended by ${listed(ended, 'or')}`;
  writing.legend.push(`${name}: opened by ${listed([...opened, ...seed], 'or')}${ends}`);
  return name;
}

function openingText(writing: Writing, opening: Opening): string {
  const event = patternText(writing, opening.event);
  if ('lapse' in opening) return `${event} (for ${durationText(opening.lapse)})`;
  const { attribute, grace } = opening.until;
  const after = grace === 0 ? '' : ` and ${durationText(grace)} more`;
  return `${event} (until the date "${attribute}"${after})`;
}

export function windowText(writing: Writing, window: Window): string {
  const { calendar } = writing;
  switch (window.op) {
    case 'between':
      return `from ${calendar.moment(window.from)} until before ${calendar.moment(window.until)} (${window.zone})`;
    case 'relative':
      return `${delayText(window.moreThan, window.atMost)} it`;
    case 'spell':
      return (
        `in the first spell in which ${fluentText(writing, window.fluent)} ` +
        windowText(writing, window.window) +
        tiesText(window.ties)
      );
  }
}
