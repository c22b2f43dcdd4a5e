import type { AskedValue, Verdict, VerdictValue } from '@casus/domain/verdict';
import { isDecided } from '@casus/domain/verdict';
import type { Certificate, CitedEvent, Threshold } from '../certificate/schema.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';

import type { Asked, Measure } from '../language/terms.ts';
import { isMeasure, nodesOf, patternOf, typesOf } from '../language/walk.ts';
import { actText } from './act.ts';
import type { Calendar } from './dates.ts';
import { calendarOf, daysAfter, durationText, writtenDay } from './dates.ts';
import { patternText } from './describe-terms.ts';
import type { Names } from './words.ts';
import { inWords, listed, stateWordOf, usualNames, wordingOf, wrapped } from './words.ts';

interface Telling {
  readonly question: ClaimQuestion;
  readonly certificate: Certificate;
  readonly calendar: Calendar;
  readonly names: Names;
}

/**
 * Why the engine says what it says, in English: the reason first, then what it rests on or waits for. Lines of
 * at most 80 columns, later lines of a sentence indented.
 */
export function explain(
  question: ClaimQuestion,
  verdict: Verdict,
  certificate: Certificate,
  names: Names = usualNames,
): readonly string[] {
  const telling: Telling = { question, certificate, calendar: calendarOf(question.claim), names };
  const value = isDecided(verdict.value) ? verdict.value : verdict.asKnown;
  const sentences = [
    `${headText(verdict)}: ${reasonText(telling, value)}.`,
    ...absenceText(telling),
    ...waitingText(telling, verdict),
    ...doubtText(telling, verdict),
  ];
  return sentences.flatMap((sentence) => wrapped(sentence));
}

function headText({ value, asKnown }: Verdict): string {
  if (value === 'open')
    return `Open, ${asKnown === 'indeterminate' ? 'undecided' : answerText(asKnown).toLowerCase()} as known`;
  return answerText(value);
}

function answerText(value: VerdictValue): string {
  if (typeof value === 'object') return askedText(value);
  return { true: 'Yes', false: 'No', void: 'Void', open: 'Open', indeterminate: 'Indeterminate' }[value];
}

/** `12`, `On 6 August 2025`, `A summit`. */
function askedText(value: AskedValue): string {
  if ('number' in value) return String(value.number);
  if ('option' in value) return value.option;
  const { date } = value;
  if (date === 'later') return 'Not by the last day asked for';
  return date === 'earlier' ? 'Before the first day asked for' : `On ${writtenDay(date)}`;
}

function reasonText(telling: Telling, value: VerdictValue): string {
  const { certificate } = telling;
  if (certificate.tooMany) return 'too many events bear on it to be looked at';
  if (value === 'void') return 'what the claim depends on did not come about';
  const told = certificate.thresholds.filter(({ measure }) => measure !== 'length' && measure !== 'maxRun');
  const [decisive = certificate.thresholds[0]] = told;
  if (decisive === undefined) return stateText(telling);
  return decisive.witnesses.length > 0 ? witnessText(telling, decisive) : nothingText(telling, decisive);
}

function stateText({ certificate, calendar }: Telling): string {
  const [spell] = certificate.spells;
  if (spell === undefined) return 'the state does not hold';
  return `the state holds from ${calendar.moment(spell.start.low)} to ${calendar.moment(spell.end.high)}`;
}

function nothingText(telling: Telling, threshold: Threshold): string {
  const { calendar } = telling;
  const { window, measure, low } = threshold;
  if (window === null) return 'there is no such spell';
  const from = calendar.moment(window.start.low);
  const until = calendar.moment(window.end.low);
  if (measure === 'length') return `it holds for ${durationText(low ?? 0)} from ${from} to ${until}`;
  if (measure === 'maxRun')
    return `the longest spell that starts from ${from} to ${until} lasts ${durationText(low ?? 0)}`;
  const state = stateOf(telling, threshold);
  const held = state === null ? '' : ` while ${state} held,`;
  return `no ${kindText(telling, threshold)} are known${held} from ${from} to ${until}`;
}

/** The state that events must fall into to count; null when they need none. */
function stateOf({ question }: Telling, { path }: Threshold): string | null {
  const term = termAt(question.claim, path);
  if (term === null || !('event' in term)) return null;
  const inside = [...nodesOf(term.event), ...nodesOf(term.window)].map(({ node }) => node);
  const fluent = inside.find((node) => node.op === 'during' || node.op === 'spell')?.fluent;
  if (fluent?.op !== 'hold') return null;
  return stateWordOf(fluent.openings.flatMap(({ event }) => typesOf(event)));
}

/** What a threshold counts, as its pattern says it. */
function kindText({ question, names, calendar }: Telling, { path }: Threshold): string {
  const term = termAt(question.claim, path);
  if (term === null || !('event' in term)) return 'events of the kind';
  const writing = { names, calendar, states: new Map<string, string>(), legend: [] };
  return patternText(writing, patternOf(term.event));
}

/** The measure at a place in the claim; what stands behind `@` names an instance, not a place. */
function termAt(claim: Asked, path: string): Measure | null {
  const plain = path.replaceAll(/@[^/]*/g, '');
  const found = nodesOf(claim).find((each) => each.path === plain)?.node;
  return found !== undefined && isMeasure(found) ? found : null;
}

function witnessText(telling: Telling, threshold: Threshold): string {
  const witnesses = decisiveOf(
    threshold,
    threshold.witnesses.flatMap((id) => eventOf(telling, id)),
  );
  const [first] = witnesses;
  if (first === undefined) return 'an event decides it';
  const days = witnesses.map((event) => dayOf(telling, event));
  if (threshold.measure === 'sum' || threshold.measure === 'distinct')
    return `${listed(witnesses.map((event) => actText(event, telling.names)))} come to ${threshold.low ?? 'no number'}`;
  if (witnesses.length === 1)
    return `${actText(first, telling.names)} on ${days[0]}${aliveText(telling, threshold, first)}`;
  return `${actText(first, telling.names)} ${inWords(witnesses.length)} times, on ${listed(days)}`;
}

/** The witnesses that tip the scale: of a count that was to be none the first, of one to be reached so many. */
function decisiveOf(
  { is, bound, holds }: Threshold,
  witnesses: readonly CitedEvent[],
): readonly CitedEvent[] {
  const inOrder = witnesses.toSorted((a, b) => a.interval.from - b.interval.from);
  if (is === '=' && bound === 0 && holds === false) return inOrder.slice(0, 1);
  return is === '>=' && bound !== null && holds === true ? inOrder.slice(0, bound) : inOrder;
}

/** `, six days after the call that kept the talks alive`. */
function aliveText(telling: Telling, threshold: Threshold, witness: CitedEvent): string {
  const spells = telling.certificate.spells.filter((each) => each.path.startsWith(threshold.path));
  const around = spells.find(
    (each) => each.start.low <= witness.interval.to && witness.interval.from <= each.end.high,
  );
  const before = (around?.openings ?? [])
    .flatMap((id) => eventOf(telling, id))
    .filter((event) => event.interval.from < witness.interval.from && event.id !== witness.id)
    .filter((event) => event.type.endsWith('.held') || event.type.endsWith('.set'))
    .toSorted((a, b) => a.interval.to - b.interval.to)
    .at(-1);
  if (before === undefined) return '';
  const noun = wordingOf(before.type).one.replace(/^an? /, '');
  const kept = stateWordOf([before.type]);
  return `, ${daysAfter(before.interval.to, witness.interval.to)} the ${noun} that kept ${kept} alive`;
}

function eventOf({ certificate }: Telling, id: string): readonly CitedEvent[] {
  return certificate.events.filter((event) => event.id === id);
}

/** The last second that it can have been: on its own day in most zones. */
function dayOf({ calendar }: Telling, { interval }: CitedEvent): string {
  return calendar.day(interval.to - 1);
}

function absenceText({ certificate, calendar }: Telling): readonly string[] {
  const { absences } = certificate;
  if (absences.length === 0) return [];
  const sources = new Set(absences.flatMap((each) => each.coverage.map(({ source }) => source)));
  const until = Math.min(...absences.map((each) => each.to));
  return [`Nothing else can have happened: ${listed([...sources])} read up to ${calendar.moment(until)}.`];
}

function waitingText({ calendar }: Telling, { waitingFor }: Verdict): readonly string[] {
  if (waitingFor.length === 0) return [];
  const until = Math.max(...waitingFor.map((each) => each.until));
  return [
    `Waits for ${listed(waitingFor.map(({ source }) => source))} to be read up to ${calendar.moment(until)}.`,
  ];
}

function doubtText({ certificate, calendar }: Telling, { value }: Verdict): readonly string[] {
  const unread = certificate.unreadable > 0 ? ['A record that cannot be read may be anything.'] : [];
  const possible = certificate.doubts.filter(({ kind }) => kind === 'happened').length;
  const unconfirmed = possible > 0 ? [`Unconfirmed events that bear on it: ${possible}.`] : [];
  const unclassified =
    certificate.unclassified > 0 ? [`Reports of no known type, left out: ${certificate.unclassified}.`] : [];
  const cannot =
    value === 'indeterminate'
      ? [
          `No further event can decide it; a further report may (${calendar.day(certificate.logTime / 1000)}).`,
        ]
      : [];
  return [...unread, ...unconfirmed, ...unclassified, ...cannot];
}
