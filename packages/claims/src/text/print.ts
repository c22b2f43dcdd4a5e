import type {
  ActorTest,
  Asked,
  AttributeTest,
  Between,
  Choice,
  Claim,
  EventTerm,
  Fluent,
  Hold,
  Measure,
  Opening,
  Pattern,
  Scalar,
  Variable,
  Window,
} from '../language/terms.ts';
import { isMeasure } from '../language/walk.ts';
import { dateOrInstant, durationText, nameText, quoted, typeText } from './words.ts';

/** What a question asks, in the text form: parses back to the same JSON. */
export function printAsked(asked: Asked): string {
  if (asked.op === 'choice') return choiceText(asked);
  return isMeasure(asked) ? measureText(asked) : claimText(asked);
}

function choiceText({ options }: Choice): string {
  return options
    .map(({ name, claim }) =>
      claim === null ? `else ${quoted(name)}` : `option ${quoted(name)} if ${claimText(claim)}`,
    )
    .join(';\n');
}

function claimText(claim: Claim): string {
  switch (claim.op) {
    case 'compare':
      return comparisonText(claim);
    case 'at':
      return `holds(${fluentText(claim.fluent)} at ${dateOrInstant(claim.time)})`;
    case 'edge':
      return `${edgeWords[claim.edge]}(${fluentText(claim.fluent)}, ${windowText(claim.window)})`;
    case 'for':
      return forText(claim);
    case 'and':
    case 'or':
      return junctionText(claim);
    case 'not':
      return `not ${innerText(claim.claim)}`;
    case 'given':
      return `${innerText(claim.claim)} given ${innerText(claim.condition)}`;
  }
}

const edgeWords = { start: 'begins', end: 'ends' } as const;

function forText({ each, as, event, within, onEmpty, claim }: Claim & { readonly op: 'for' }): string {
  const none = onEmpty === undefined ? '' : ` if none ${onEmpty}`;
  return `for ${each} ?${as} of ${eventText(event)} ${windowText(within)}${none} holds (${claimText(claim)})`;
}

function junctionText({ op, of }: Claim & { readonly op: 'and' | 'or' }): string {
  const parts = of.map(innerText);
  if (parts.length > 1) return parts.join(` ${op} `);
  return `${op === 'and' ? 'all' : 'any'}(${of.map(claimText).join('; ')})`;
}

const compound: ReadonlySet<Claim['op']> = new Set(['and', 'or', 'not', 'given']);

function innerText(claim: Claim): string {
  return compound.has(claim.op) ? `(${claimText(claim)})` : claimText(claim);
}

function comparisonText({ measure, is, value }: Claim & { readonly op: 'compare' }): string {
  if (typeof value === 'object') {
    const sign = value.plus < 0 ? '-' : '+';
    const bound = `${value.times} * ${measureText(value.measure)} ${sign} ${Math.abs(value.plus)}`;
    return `${measureText(measure)} ${is} ${bound}`;
  }
  if (measure.op === 'count' && measure.by === 'event') {
    const counted = `${eventText(measure.event)} ${windowText(measure.window)}`;
    if (is === '>=' && value === 1) return `some ${counted}`;
    if (is === '=' && value === 0) return `no ${counted}`;
  }
  return `${measureText(measure)} ${is} ${boundText(measure, value)}`;
}

function boundText(measure: Measure, value: number): string {
  if (!Number.isInteger(value)) return String(value);
  if (measure.op === 'time') return dateOrInstant(value);
  const isDuration = (measure.op === 'length' || measure.op === 'maxRun') && value >= 0;
  return isDuration ? durationText(value) : String(value);
}

function measureText(measure: Measure): string {
  const window = windowText(measure.window);
  switch (measure.op) {
    case 'count': {
      const days = measure.by === 'day' ? ' days' : '';
      return `count${days}(${eventText(measure.event)}, ${window})`;
    }
    case 'distinct':
      return `distinct ?${measure.var}(${eventText(measure.event)}, ${window})`;
    case 'sum': {
      const { min, max } = measure.range;
      return `sum ${nameText(measure.attribute)}[${min} .. ${max}](${eventText(measure.event)}, ${window})`;
    }
    case 'maxWindow':
      return `maxWindow(${eventText(measure.event)}, ${durationText(measure.span)}, ${window})`;
    case 'maxRun': {
      const cut = measure.measuredTo === undefined ? '' : `, to ${dateOrInstant(measure.measuredTo)}`;
      return `maxRun(${fluentText(measure.fluent)}, ${window}${cut})`;
    }
    case 'length':
      return `length(${fluentText(measure.fluent)}, ${window})`;
    case 'time':
      return `time(${eventText(measure.event)}, ${window})`;
  }
}

/** Windows are written last, behind the events and states that they bound. */
function windowText(window: Window): string {
  switch (window.op) {
    case 'between':
      return betweenText(window);
    case 'relative': {
      const beyond = window.moreThan === 0 ? '' : `beyond ${durationText(window.moreThan)} `;
      return `${beyond}within ${durationText(window.atMost)} after ?${window.of}`;
    }
    case 'spell':
      return `in first spell of ${oneFluentText(window.fluent)} ${betweenText(window.window)} ties ${window.ties}`;
  }
}

function betweenText({ from, until, zone }: Between): string {
  return `from ${dateOrInstant(from, zone)} until ${dateOrInstant(until, zone)} in ${zone}`;
}

function eventText(event: EventTerm): string {
  switch (event.op) {
    case 'match':
      return patternText(event);
    case 'during':
      return `${oneEventText(event.event)} while ${oneFluentText(event.fluent)} ties ${event.ties}`;
    case 'after': {
      const bounds = `more than ${durationText(event.moreThan)} at most ${durationText(event.atMost)}`;
      return `${oneEventText(event.event)} after ${oneEventText(event.earlier)} ${bounds}`;
    }
    case 'starts':
      return `starts(${eventText(event.event)}, ${durationText(event.quiet)})`;
    case 'nth': {
      const inside = `${eventText(event.event)}, ${windowText(event.window)}`;
      return event.n === 1 ? `first(${inside})` : `nth(${event.n}, ${inside})`;
    }
  }
}

function oneEventText(event: EventTerm): string {
  return event.op === 'during' || event.op === 'after' ? `(${eventText(event)})` : eventText(event);
}

function patternText({ type, actor, target, participants, where, sources }: Pattern): string {
  const types = typeof type === 'string' ? typeText(type) : `{${type.map(typeText).join(', ')}}`;
  const among = participants?.map((each) => (typeof each === 'string' ? nameText(each) : namesText(each.in)));
  return [
    types,
    ...(among === undefined ? [] : [`among ${among.join(' & ')}`]),
    ...(actor === undefined ? [] : [`by ${actorText(actor)}`]),
    ...(target === undefined ? [] : [`on ${actorText(target)}`]),
    ...(where === undefined ? [] : [`with ${where.map(testText).join(' & ')}`]),
    ...(sources === undefined ? [] : [`told by ${namesText(sources)}`]),
  ].join(' ');
}

function namesText(names: readonly string[]): string {
  return `{${names.map(nameText).join(', ')}}`;
}

function actorText(test: ActorTest): string {
  if (typeof test === 'string') return nameText(test);
  if ('var' in test) return `?${test.var}`;
  return 'in' in test ? namesText(test.in) : `not ${actorText(test.not)}`;
}

function testText(test: AttributeTest): string {
  const name = nameText(test.attribute);
  if ('in' in test) return `${name} in {${test.in.map(valueText).join(', ')}}`;
  return 'is' in test ? `${name} = ${valueText(test.is)}` : `${name} != ${valueText(test.not)}`;
}

function valueText(value: Scalar | Variable): string {
  if (typeof value === 'object') return `?${value.var}`;
  return typeof value === 'string' ? quoted(value) : String(value);
}

function fluentText(fluent: Fluent): string {
  switch (fluent.op) {
    case 'hold':
      return holdText(fluent);
    case 'quiet':
      return `quiet(${eventText(fluent.event)})`;
    case 'and':
    case 'or': {
      if (fluent.of.length > 1) return fluent.of.map(oneFluentText).join(` ${fluent.op} `);
      return `${fluent.op === 'and' ? 'all' : 'any'}(${fluent.of.map(fluentText).join('; ')})`;
    }
    case 'not':
      return `not ${oneFluentText(fluent.fluent)}`;
  }
}

/** In brackets where it is made of others. */
function oneFluentText(fluent: Fluent): string {
  return fluent.op === 'hold' || fluent.op === 'quiet' ? fluentText(fluent) : `(${fluentText(fluent)})`;
}

function holdText({ openings, endings, seed }: Hold): string {
  const opened = openings.map(openingText);
  const ended = endings.map(({ event, ends }) => `${patternText(event)} ends ${ends}`);
  const since =
    seed === undefined
      ? []
      : [`since ${dateOrInstant(seed.at)} until ${dateOrInstant(seed.end)} because ${quoted(seed.evidence)}`];
  const parts = [
    ...(opened.length === 0 ? [] : [`opened by ${opened.join(', ')}`]),
    ...(ended.length === 0 ? [] : [`ended by ${ended.join(', ')}`]),
    ...since,
  ];
  return `hold(${parts.join('; ')})`;
}

function openingText(opening: Opening): string {
  const event = patternText(opening.event);
  if ('lapse' in opening) return `${event} lapse ${durationText(opening.lapse)}`;
  const { attribute, grace } = opening.until;
  const date = `until ${nameText(attribute)} + ${durationText(grace)}`;
  return `${event} ${date} longest ${durationText(opening.longest)}`;
}
