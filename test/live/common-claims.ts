import type { ClaimQuestion } from '@casus/claims';
import type { Claim, EventTerm, Fluent, Hold, Pattern, Window } from '@casus/claims/terms';
import type { WorldEvent } from '@casus/domain/evidence';
import type { Dice } from '../prove/dice.ts';

type Between = Window & { readonly op: 'between' };

/** Claims of the shapes that people ask most, over the small world of the random cases. */
export function commonQuestion(dice: Dice): ClaimQuestion {
  const coverage = dice.chance(0.8)
    ? [{ source: 'p' }]
    : [{ source: 'p' }, { source: 'q', types: ['strike'] }];
  const [one, other] = [commonClaim(dice), commonClaim(dice)];
  const claim = dice.pick<Claim>([
    one,
    one,
    one,
    { op: 'given', claim: one, condition: other },
    { op: 'and', of: [one, { op: 'not', claim: other }] },
    { op: 'or', of: [one, other] },
  ]);
  return { kind: 'binary', claim, coverage };
}

/** An event that such claims may be about; a vague one is in doubt now and then. */
export function commonEvent(dice: Dice, id: string, vague: boolean): WorldEvent {
  const type = dice.pick(['meet.held', 'strike', 'strike', 'stop'] as const);
  const isJoint = type === 'meet.held';
  const from = dice.between(3, 8);
  const due = from + dice.between(0, 3);
  const isDoubtful = (): boolean => vague && dice.chance(0.25);
  return {
    id,
    type,
    participants: isJoint ? dice.pick([['X', 'Y'], ['D', 'Y'], ['Y']]) : [],
    actor: isJoint ? null : dice.pick(['X', 'Y', 'D', null]),
    target: null,
    interval: { from, to: from + (isDoubtful() ? 2 : 1) },
    status: isDoubtful() ? 'possible' : 'certain',
    attributes: { due: [{ ends: isDoubtful() ? [due, due + 1] : [due] }] },
    roots: [dice.chance(0.4) ? `e${dice.between(0, 3)}` : id],
    reports: [],
    firstLogTime: from,
  };
}

function commonClaim(dice: Dice): Claim {
  const window = between(dice);
  const event = pattern(dice);
  const fluent = hold(dice);
  const is = dice.pick(['<', '<=', '=', '!=', '>=', '>'] as const);
  const value = dice.between(0, 3);
  return dice.pick<Claim>([
    { op: 'compare', measure: { op: 'count', event, window, by: 'event' }, is, value },
    { op: 'compare', measure: { op: 'count', event, window, by: 'day' }, is, value },
    { op: 'compare', measure: { op: 'count', event: during(event, fluent), window, by: 'event' }, is, value },
    { op: 'compare', measure: { op: 'count', event: during(event, fluent), window, by: 'event' }, is, value },
    {
      op: 'compare',
      measure: {
        op: 'count',
        event: { op: 'starts', event, quiet: dice.between(1, 3) },
        window,
        by: 'event',
      },
      is,
      value,
    },
    { op: 'compare', measure: { op: 'length', fluent, window }, is, value },
    { op: 'at', fluent, time: dice.between(4, 8) },
    { op: 'edge', fluent, edge: dice.pick(['start', 'end']), window },
  ]);
}

function during(event: Pattern, fluent: Fluent): EventTerm {
  return { op: 'during', event, fluent, ties: 'unknown' };
}

function between(dice: Dice): Between {
  const from = dice.between(3, 6);
  return { op: 'between', from, until: dice.between(from + 1, 9), zone: 'UTC', offsets: [[0, 86_393]] };
}

function pattern(dice: Dice): Pattern {
  const type = dice.pick(['meet', 'strike', 'strike', 'stop']);
  const isNamed = dice.chance(0.4);
  if (type === 'meet') return { op: 'match', type, ...(isNamed && { participants: ['X'] }) };
  return { op: 'match', type, ...(isNamed && { actor: 'X' }) };
}

/** Opened by one or two patterns, dated or lapsing, mostly with an ending. */
function hold(dice: Dice): Hold {
  const lapsing = { event: pattern(dice), lapse: dice.between(1, 4) };
  const dated = { event: pattern(dice), until: { attribute: 'due', grace: dice.between(0, 1) }, longest: 3 };
  const endings = [{ event: pattern(dice), ends: dice.pick(['all', 'all', 'only'] as const) }];
  const at = dice.between(3, 5);
  return {
    op: 'hold',
    openings: dice.pick([[lapsing], [dated], [lapsing, dated]]),
    endings: dice.chance(0.7) ? endings : [],
    ...(dice.chance(0.1) && { seed: { at, end: at + dice.between(1, 4), evidence: 'as agreed' } }),
  };
}
