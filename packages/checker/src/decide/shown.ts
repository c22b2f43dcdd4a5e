import type { Claim, Fluent, Measure } from '@casus/claims/terms';
import type { Spell, Threshold } from '../certificate.ts';
import { about, boundOf, instancesOf } from './claims.ts';
import { nthOf } from './happenings.ts';
import { compare, countedBy, measure } from './measures.ts';
import { cutOf } from './runs.ts';
import { nextIn } from './seconds.ts';
import { windowOf } from './windows.ts';
import type { FluentCase, World } from './world.ts';

/** The arithmetic and the spells that a certificate shows: all of a claim, in one case, without anything unread. */
export interface Shown {
  readonly thresholds: Threshold[];
  readonly spells: Spell[];
}

export function showClaim(world: World, claim: Claim, path: string, shown: Shown): void {
  switch (claim.op) {
    case 'compare':
      return showComparison(world, claim, path, shown);
    case 'at': {
      const within = { from: claim.time, to: claim.time + 1 };
      return showFluent(world, claim.fluent, { ...within, path: `${path}/fluent` }, shown);
    }
    case 'edge':
      return showWindowed(world, claim, path, shown);
    case 'for': {
      const all = instancesOf(world, claim);
      for (const each of (claim.each === 'first' ? nthOf(all, 1) : all).known) {
        const name = each.facts.map(({ id }) => id).join('+');
        showClaim(about(world, claim, each), claim.claim, `${path}/claim@${name}`, shown);
      }
      return;
    }
    case 'and':
    case 'or':
      for (const [index, each] of claim.of.entries()) showClaim(world, each, `${path}/of/${index}`, shown);
      return;
    case 'not':
      return showClaim(world, claim.claim, `${path}/claim`, shown);
    case 'given':
      showClaim(world, claim.claim, `${path}/claim`, shown);
      showClaim(world, claim.condition, `${path}/condition`, shown);
  }
}

function showComparison(world: World, claim: Claim & { op: 'compare' }, path: string, shown: Shown): void {
  const bound = boundOf(world, claim);
  const truth = compare(measure(world, claim.measure), claim.is, bound);
  const against = { is: claim.is, bound: finite(bound.low), holds: truth === 1 ? null : truth === 2 };
  showMeasure(world, claim.measure, { path: `${path}/measure`, against }, shown);
  if (typeof claim.value === 'number') return;
  showMeasure(world, claim.value.measure, { path: `${path}/value/measure`, against: alone }, shown);
}

type Against = Pick<Threshold, 'is' | 'bound' | 'holds'>;
export const alone: Against = { is: null, bound: null, holds: null };

export function showMeasure(
  world: World,
  term: Measure,
  { path, against }: { readonly path: string; readonly against: Against },
  shown: Shown,
): void {
  const { low, high } = measure(world, term);
  const { start, end, exists } = windowOf(world, term.window);
  const counted = 'event' in term ? countedBy(world, term).known : [];
  shown.thresholds.push({
    path,
    measure: term.op,
    low: finite(low),
    high: finite(high),
    ...against,
    witnesses: counted.flatMap(({ facts }) => facts.map(({ id }) => id)),
    window: exists === 0 ? null : { start, end },
  });
  showWindowed(world, term, path, shown);
  if (!('event' in term) || term.event.op !== 'during') return;
  const within = { from: start.low, to: end.high, path: `${path}/event/fluent` };
  showFluent(world, term.event.fluent, within, shown);
}

function showWindowed(
  world: World,
  term: Measure | (Claim & { op: 'edge' }),
  path: string,
  shown: Shown,
): void {
  const span = windowOf(world, term.window);
  const end = term.op === 'maxRun' ? cutOf(term, span) : span.end;
  const within = { from: span.start.low, to: end.high, path: `${path}/fluent` };
  if ('fluent' in term) showFluent(world, term.fluent, within, shown);
  if (term.window.op !== 'spell') return;
  const { fluent, window } = term.window;
  showFluent(world, fluent, { from: window.from, to: window.until, path: `${path}/window/fluent` }, shown);
}

function showFluent(
  world: World,
  term: Fluent,
  within: { readonly from: number; readonly to: number; readonly path: string },
  shown: Shown,
): void {
  const fluent = world.terms.fluent(world, term);
  const touched = fluent.may.filter(({ from, to }) => from < within.to && to > within.from);
  for (const { from, to } of touched) {
    const sureEnd = fluent.sure.findLast((each) => each.from < to && each.to > from)?.to ?? from;
    const end = { low: near(sureEnd), high: near(to) };
    shown.spells.push({
      path: within.path,
      start: { low: near(from), high: near(Math.min(nextIn(fluent.sure, from), to)) },
      end,
      openings: openingsIn(fluent, { from, to }, within.from),
      endings: endingsIn(fluent, end),
    });
  }
}

function openingsIn(fluent: FluentCase, spell: { from: number; to: number }, since: number): string[] {
  const opens = (id: string): boolean =>
    fluent.openers.has(id) || fluent.edges.some((edge) => edge.kind === 'start' && edge.by === id);
  const ids = fluent.parts
    .filter(({ low, high }) => low >= spell.from && low < spell.to && high >= since)
    .flatMap(({ happening }) => happening.facts.map(({ id }) => id));
  return [...new Set(ids.filter(opens))];
}

function endingsIn(fluent: FluentCase, { low, high }: { low: number; high: number }): string[] {
  const edges = fluent.edges.filter((edge) => edge.kind === 'end' && edge.low <= high && edge.high >= low);
  return [...new Set(edges.flatMap(({ by }) => by ?? []))];
}

/** Infinity as a second so far off that nothing reaches it, which JSON can hold. */
function near(second: number): number {
  return Math.max(-8_640_000_000_000, Math.min(8_640_000_000_000, second));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
