import type { Choice, Claim, Measure, TimeMeasure } from '@casus/claims/terms';
import { refuse } from '../refusal.ts';
import { only, rankText, ranksOf } from './claims.ts';
import { measureAt } from './comparison-at.ts';
import { dayOf, zoneOf } from './days.ts';
import { decidedAt } from './decided-at.ts';
import { measure } from './measures.ts';
import { alone, showClaim, showMeasure } from './shown.ts';
import type { Shown } from './shown.ts';
import { windowOf } from './windows.ts';
import type { World } from './world.ts';

/** What a question asks, by its kind. */
export type Asked =
  | { readonly kind: 'binary'; readonly claim: Claim }
  | { readonly kind: 'numeric'; readonly claim: Measure }
  | {
      readonly kind: 'date';
      readonly claim: TimeMeasure;
      readonly days: { readonly first: string; readonly last: string };
    }
  | { readonly kind: 'choice'; readonly claim: Choice };

/** A value as text, options in quotes, and the second at which it came to be decided. */
export interface Conclusion {
  readonly value: string;
  readonly decidedAt: number;
}

/** @throws {Refused} where the case leaves more than one value */
export function concludeIn(world: World, asked: Asked): Conclusion {
  switch (asked.kind) {
    case 'binary': {
      const ranks = ranksOf(world, asked.claim);
      const rank = only(ranks);
      if (rank === null) return refuse(`a case leaves the claim ${[...ranks].map(rankText).join(' or ')}`);
      return { value: rankText(rank), decidedAt: decidedAt(world, asked.claim) };
    }
    case 'numeric': {
      const { low, high } = measure(world, asked.claim);
      if (low !== high || !Number.isFinite(low))
        return refuse(`a case leaves the number from ${low} to ${high}`);
      return { value: String(low), decidedAt: measureAt(world, asked.claim) };
    }
    case 'date':
      return dateIn(world, asked);
    case 'choice':
      return optionIn(world, asked.claim);
  }
}

function dateIn(world: World, { claim, days }: Asked & { kind: 'date' }): Conclusion {
  const { low, high } = measure(world, claim);
  const zone = zoneOf(claim.window);
  const bucket = (second: number): string => {
    if (second === Infinity) return 'later';
    const day = new Date(dayOf(second, zone) * 86_400_000).toISOString().slice(0, 10);
    if (day < days.first) return 'earlier';
    return day > days.last ? 'later' : day;
  };
  const value = bucket(low);
  if (value !== bucket(high)) return refuse(`a case leaves the day from ${value} to ${bucket(high)}`);
  if (value !== 'later') return { value, decidedAt: low };
  const over = Date.parse(`${days.last}T00:00:00Z`) / 1000 + 86_400;
  const offset = zone.offsets.findLast(([since, seconds]) => since + seconds <= over) ?? zone.offsets[0];
  return { value, decidedAt: Math.min(windowOf(world, claim.window).end.low, over - (offset?.[1] ?? 0)) };
}

/** The first option that is not false, if it is true; void where it is void. */
function optionIn(world: World, { options }: Choice): Conclusion {
  let at = -Infinity;
  for (const { name, claim } of options) {
    const rank = claim === null ? 2 : only(ranksOf(world, claim));
    if (rank === null) return refuse(`a case leaves open whether it is ${name}`);
    if (claim !== null) at = Math.max(at, decidedAt(world, claim));
    if (rank > 0) return { value: rank === 2 ? JSON.stringify(name) : 'void', decidedAt: at };
  }
  return refuse('a case leaves no option');
}

/** The arithmetic and the spells of all that is asked. */
export function showAsked(world: World, asked: Asked): Shown {
  const shown: Shown = { thresholds: [], spells: [] };
  if (asked.kind === 'binary') showClaim(world, asked.claim, '', shown);
  else if (asked.kind === 'choice') {
    for (const [index, { claim }] of asked.claim.options.entries()) {
      if (claim !== null) showClaim(world, claim, `/options/${index}/claim`, shown);
    }
  } else showMeasure(world, asked.claim, { path: '', against: alone }, shown);
  return shown;
}
