import { compileClaim } from '@casus/claims';
import type { ClaimQuestion } from '@casus/claims';
import type { Claim } from '@casus/claims/terms';
import type { WorldEvent } from '@casus/domain/evidence';
import type { Dice } from '../../prove/dice.ts';

/** Two actors between whom something happened, and how often. */
export type Dyad = readonly [string, string];

/** Dyads of events, the busiest first. */
export function dyadsOf(events: readonly WorldEvent[]): readonly Dyad[] {
  const counts = new Map<string, { readonly dyad: Dyad; count: number }>();
  for (const { actor, target, participants } of events) {
    const [a, b] = actor === null || target === null ? participants : [actor, target];
    if (a === undefined || b === undefined || a === b) continue;
    const known = counts.get(`${a}\n${b}`) ?? { dyad: [a, b], count: 0 };
    counts.set(`${a}\n${b}`, known);
    known.count += 1;
  }
  return [...counts.values()].toSorted((x, y) => y.count - x.count).map(({ dyad }) => dyad);
}

const coverage = [{ source: 'icews18' }];
const starts = ['2018-01-15', '2018-02-01', '2018-03-01', '2018-04-10', '2018-05-01'] as const;
const ends = ['2018-05-20', '2018-06-01', '2018-06-10', '2018-06-20', '2018-07-01'] as const;

/** A claim about a dyad, as a person would write it, of one of the common shapes. */
export function dyadQuestion(dice: Dice, [a, b]: Dyad): ClaimQuestion {
  const window = { op: 'between', from: dice.pick(starts), until: dice.pick(ends), zone: 'UTC' };
  const act = {
    op: 'match',
    type: dice.pick(['statement', 'sanction', 'force', 'threat', 'agreement', '*'] as const),
  };
  const directed = { ...act, actor: a, target: b };
  const talks = {
    op: 'hold',
    openings: [{ event: { op: 'match', type: 'meeting', participants: [a, b] }, lapse: '21d' }],
    endings: [{ event: { op: 'match', type: 'talks.suspended', participants: [a, b] }, ends: 'all' }],
  };
  const during = {
    op: 'during',
    event: directed,
    fluent: talks,
    ties: dice.pick(['unknown', 'inside', 'outside']),
  };
  const count = (event: unknown, is: string, value: number, by = 'event'): unknown => ({
    op: 'compare',
    measure: { op: 'count', event, window, by },
    is,
    value,
  });
  const drafts = [
    count(directed, '>=', 1),
    count(directed, '=', 0),
    count(directed, '>=', dice.between(2, 12)),
    count(directed, '>=', dice.between(2, 6), 'day'),
    count(during, '=', 0),
    { op: 'given', claim: count(during, '=', 0), condition: count(directed, '>=', 1) },
    count({ op: 'starts', event: directed, quiet: '14d' }, '>=', dice.between(1, 3)),
    { op: 'at', fluent: talks, time: dice.pick(ends) },
    { op: 'edge', fluent: talks, edge: 'end', window },
    { op: 'compare', measure: { op: 'length', fluent: talks, window }, is: '>=', value: 30 * 86_400 },
  ] as const;
  const compiled = compileClaim(dice.pick([drafts[0], ...drafts]));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.refusals));
  return { kind: 'binary', claim: compiled.claim as Claim, coverage };
}
