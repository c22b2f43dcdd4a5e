import type { ClaimQuestion } from '@casus/claims';
import type { Claim, Hold, Pattern } from '@casus/claims/terms';
import type { Dice } from '../../prove/dice.ts';

export const day = 86_400;
/** Days of the stream that the benchmarks play. */
export const days = 720;

const actors = Array.from({ length: 60 }, (_, index) => `A${String(index).padStart(2, '0')}`);

/** Ordered pairs of different actors. */
export const pairs: readonly (readonly [string, string])[] = actors.flatMap((actor) =>
  actors.filter((target) => target !== actor).map((target) => [actor, target] as const),
);

const acts = ['sanction.imposed', 'force.strike', 'statement.made', 'aid.given', 'threat.made'] as const;
export type Act = (typeof acts)[number];
export const actTypes: readonly [Act, ...Act[]] = acts;

/** The terms of one pair, each one object, however many claims are about it. */
interface PairTerms {
  readonly acts: readonly Pattern[];
  readonly talks: Hold;
}

const known = new Map<string, PairTerms>();

function termsOf([actor, target]: readonly [string, string]): PairTerms {
  const key = `${actor} ${target}`;
  const found = known.get(key) ?? makeTerms(actor, target);
  known.set(key, found);
  return found;
}

function makeTerms(actor: string, target: string): PairTerms {
  const participants = [actor, target].toSorted();
  const met: Pattern = { op: 'match', type: ['meeting.held', 'call.held'], participants };
  const suspended: Pattern = { op: 'match', type: 'talks.suspended', participants };
  return {
    acts: acts.map((type) => ({ op: 'match', type, actor, target })),
    talks: {
      op: 'hold',
      openings: [{ event: met, lapse: 30 * day }],
      endings: [{ event: suspended, ends: 'all' }],
    },
  };
}

const offsets: readonly (readonly [number, number])[] = [[0, 0]];
const coverage = [{ source: 'wire' }];

/** A claim of one of the common shapes about a pair, in a window of 30 to 180 days of the stream. */
export function mixedQuestion(dice: Dice, pair: readonly [string, string]): ClaimQuestion {
  const { acts: patterns, talks } = termsOf(pair);
  const from = dice.between(0, days - 30) * day;
  const until = from + dice.between(30, 180) * day;
  const window = { op: 'between', from, until, zone: 'UTC', offsets } as const;
  const event = patterns[dice.between(0, patterns.length - 1)] ?? patterns[0];
  if (event === undefined) throw new Error('a pair without acts');
  const during = { op: 'during', event, fluent: talks, ties: 'unknown' } as const;
  const count = (of: Pattern | typeof during, by: 'event' | 'day'): Claim & { op: 'compare' } => ({
    op: 'compare',
    measure: { op: 'count', event: of, window, by },
    is: '>=',
    value: 1,
  });
  const shape = dice.between(0, 19);
  const claim = ((): Claim => {
    if (shape < 6) return count(event, 'event');
    if (shape < 9) return { ...count(event, 'event'), is: '=', value: 0 };
    if (shape < 11) return { ...count(event, 'event'), value: dice.between(2, 5) };
    if (shape < 13) return { ...count(event, 'day'), value: dice.between(2, 4) };
    if (shape < 16) return { ...count(during, 'event'), is: '=', value: 0 };
    if (shape < 17) return { op: 'at', fluent: talks, time: until };
    if (shape < 19) return { op: 'given', claim: count(event, 'event'), condition: count(during, 'event') };
    return {
      ...count(event, 'event'),
      measure: { op: 'count', event: { op: 'starts', event, quiet: 14 * day }, window, by: 'event' },
    };
  })();
  return { kind: 'binary', claim, coverage };
}

/** "No sanction while talks", over all of the stream. */
export function familyQuestion(pair: readonly [string, string]): ClaimQuestion {
  const { acts: patterns, talks } = termsOf(pair);
  const [event] = patterns;
  if (event === undefined) throw new Error('a pair without acts');
  const window = { op: 'between', from: 0, until: days * day, zone: 'UTC', offsets } as const;
  const fluent = { ...talks, endings: [] };
  const claim: Claim = {
    op: 'compare',
    measure: {
      op: 'count',
      event: { op: 'during', event, fluent, ties: 'unknown' },
      window,
      by: 'event',
    },
    is: '=',
    value: 0,
  };
  return { kind: 'binary', claim, coverage };
}
