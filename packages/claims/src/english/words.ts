/** What ids are called in sentences; whatever has no name of its own is called by its id. */
export interface Names {
  readonly actor: (id: string) => string;
}

const wellKnown: Readonly<Record<string, string>> = {
  USA: 'the United States',
  RUS: 'Russia',
  UKR: 'Ukraine',
  IND: 'India',
  CHN: 'China',
  EU: 'the European Union',
  UN: 'the United Nations',
};

export const usualNames: Names = { actor: (id) => wellKnown[id] ?? id };

interface Wording {
  /** One such event, with its article. */
  readonly one: string;
  readonly many: string;
  /** What its actors did, before the target or the other participant. */
  readonly did: string;
  /** Between the verb and the target. */
  readonly to?: string;
}

const wordings: Readonly<Record<string, Wording>> = {
  'meeting.held': { one: 'a meeting', many: 'meetings', did: 'met' },
  'meeting.scheduled': { one: 'a scheduled meeting', many: 'scheduled meetings', did: 'scheduled a meeting' },
  'meeting.proposed': { one: 'a proposed meeting', many: 'proposed meetings', did: 'planned to meet' },
  'meeting.cancelled': { one: 'a cancelled meeting', many: 'cancelled meetings', did: 'cancelled a meeting' },
  'call.held': { one: 'a call', many: 'calls', did: 'spoke by telephone' },
  'talks.suspended': { one: 'a suspension of talks', many: 'suspensions of talks', did: 'suspended talks' },
  'sanction.imposed': { one: 'sanctions', many: 'sanctions', did: 'imposed sanctions', to: 'on' },
  'tariff.imposed': { one: 'a tariff', many: 'tariffs', did: 'imposed a tariff', to: 'on' },
  'tariff.threatened': {
    one: 'a tariff threat',
    many: 'tariff threats',
    did: 'threatened a tariff',
    to: 'on',
  },
  'ceasefire.accepted': {
    one: 'an acceptance of a ceasefire',
    many: 'acceptances of a ceasefire',
    did: 'accepted a ceasefire',
    to: 'with',
  },
  'ceasefire.declared': { one: 'a ceasefire', many: 'ceasefires', did: 'declared a ceasefire', to: 'with' },
  'deadline.set': { one: 'a deadline', many: 'deadlines', did: 'set a deadline', to: 'for' },
  'deadline.moved': {
    one: 'a moved deadline',
    many: 'moved deadlines',
    did: 'moved the deadline',
    to: 'for',
  },
  'deadline.lapsed': {
    one: 'a lapsed deadline',
    many: 'lapsed deadlines',
    did: 'let a deadline lapse',
    to: 'for',
  },
  'agreement.signed': { one: 'an agreement', many: 'agreements', did: 'signed an agreement' },
};

/** Words for a type; one that is not in the list is spelled out. */
export function wordingOf(type: string): Wording {
  const spelled = type === '*' ? 'event' : type.replaceAll('.', ' ').replaceAll('-', ' ');
  return (
    wordings[type] ?? {
      one: `an event "${spelled}"`,
      many: `events "${spelled}"`,
      did: `had "${spelled}"`,
      to: 'towards',
    }
  );
}

const stateWords: readonly (readonly [prefix: RegExp, word: string])[] = [
  [/^(meeting|call|talks)\b/, 'the talks'],
  [/^deadline\b/, 'the deadline'],
  [/^ceasefire\b/, 'the ceasefire'],
  [/^(sanction|tariff)\b/, 'the measures'],
];

/** What a state is called that events of these types open. */
export function stateWordOf(types: readonly string[]): string {
  const found = stateWords.find(([prefix]) => types.some((type) => prefix.test(type)));
  return found?.[1] ?? 'the state';
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  const [final] = words.slice(-1);
  if (words.length <= 1) return final ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${final}`;
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Small numbers as words. */
export function inWords(count: number): string {
  return numbers[count] ?? String(count);
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Lines of at most `columns` characters, broken between words; later ones indented. */
export function wrapped(text: string, columns = 80, indent = '  '): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
