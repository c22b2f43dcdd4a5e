import type { WorldEvent } from '@casus/domain/evidence';
import type { Claim, Fluent, Measure } from '../language/terms.ts';
import { boundOf } from '../engine/claims.ts';
import { instanceFrame, instancesOf } from '../engine/for-each.ts';
import type { Measured } from '../engine/runs.ts';
import { compared, eventsIn, measured } from '../engine/measures.ts';
import type { Frame } from '../engine/model.ts';
import { cutOf } from '../engine/runs.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { nthOf } from '../engine/nth.ts';
import { spanOf } from '../engine/windows.ts';
import type { Spell, Threshold } from './schema.ts';
import { spellsOf } from './spells.ts';

/** What a walk through a claim finds: the arithmetic, the spells, and the events that they cite. */
export interface Findings {
  readonly thresholds: Threshold[];
  readonly spells: Spell[];
  readonly events: Map<string, WorldEvent>;
}

/** Walks what is asked: of a choice every option, for those before the one that came about matter too. */
export function certifyQuestion(frame: Frame, question: ClaimQuestion, found: Findings): void {
  switch (question.kind) {
    case 'binary':
      certifyClaim(frame, question.claim, '', found);
      return;
    case 'numeric':
    case 'date':
      certifyMeasure(frame, question.claim, '', found);
      return;
    case 'choice':
      for (const [index, { claim }] of question.claim.options.entries()) {
        if (claim !== null) certifyClaim(frame, claim, `/options/${index}/claim`, found);
      }
  }
}

/** Walks a claim in a frame without unknown events, and writes down what it comes to. */
function certifyClaim(frame: Frame, claim: Claim, path: string, found: Findings): void {
  switch (claim.op) {
    case 'compare':
      certifyComparison(frame, claim, path, found);
      return;
    case 'at':
      certifyFluent(
        frame,
        claim.fluent,
        { from: claim.time, to: claim.time + 1, path: `${path}/fluent` },
        found,
      );
      return;
    case 'edge':
      certifyWindowed(frame, claim, path, found);
      return;
    case 'for':
      certifyInstances(frame, claim, path, found);
      return;
    case 'and':
    case 'or':
      for (const [index, each] of claim.of.entries()) certifyClaim(frame, each, `${path}/of/${index}`, found);
      return;
    case 'not':
      certifyClaim(frame, claim.claim, `${path}/claim`, found);
      return;
    case 'given':
      certifyClaim(frame, claim.claim, `${path}/claim`, found);
      certifyClaim(frame, claim.condition, `${path}/condition`, found);
  }
}

function certifyInstances(frame: Frame, claim: Claim & { op: 'for' }, path: string, found: Findings): void {
  const all = instancesOf(frame, claim);
  const instances = claim.each === 'first' ? nthOf(all, 1).known : all.known;
  for (const each of instances) {
    cite(found, each.events);
    const about = each.events.map(({ id }) => id).join('+');
    certifyClaim(instanceFrame(frame, claim, each), claim.claim, `${path}/claim@${about}`, found);
  }
}

function certifyComparison(
  frame: Frame,
  claim: Claim & { op: 'compare' },
  path: string,
  found: Findings,
): void {
  const bound = boundOf(frame, claim.value);
  const truth = compared(measured(frame, claim.measure), claim.is, bound);
  const against = {
    is: claim.is,
    bound: finite(bound.low),
    holds: truth === 'maybe' ? null : truth === 'yes',
  };
  certifyMeasure(frame, claim.measure, `${path}/measure`, found, against);
  if (typeof claim.value !== 'number') {
    certifyMeasure(frame, claim.value.measure, `${path}/value/measure`, found);
  }
}

type Against = Pick<Threshold, 'is' | 'bound' | 'holds'>;
const alone: Against = { is: null, bound: null, holds: null };

function certifyMeasure(
  frame: Frame,
  measure: Measure,
  ...[path, found, against = alone]: [string, Findings, Against?]
): void {
  const { low, high }: Measured = measured(frame, measure);
  const { start, end, exists } = spanOf(frame, measure.window);
  const counted = 'event' in measure ? eventsIn(frame, measure).known : [];
  cite(
    found,
    counted.flatMap((each) => each.events),
  );
  found.thresholds.push({
    path,
    measure: measure.op,
    low: finite(low),
    high: finite(high),
    ...against,
    witnesses: counted.flatMap((each) => each.events.map(({ id }) => id)),
    window: exists === 'no' ? null : { start, end },
  });
  certifyWindowed(frame, measure, path, found);
  if ('event' in measure && measure.event.op === 'during') {
    const within = { from: start.low, to: end.high, path: `${path}/event/fluent` };
    certifyFluent(frame, measure.event.fluent, within, found);
  }
}

/** The spells of a term's own fluent, and those that its window is made of. */
function certifyWindowed(
  frame: Frame,
  term: Measure | (Claim & { op: 'edge' }),
  path: string,
  found: Findings,
): void {
  const span = spanOf(frame, term.window);
  const end = term.op === 'maxRun' ? cutOf(term, span) : span.end;
  const within = { from: span.start.low, to: end.high };
  if ('fluent' in term) certifyFluent(frame, term.fluent, { ...within, path: `${path}/fluent` }, found);
  if (term.window.op !== 'spell') return;
  const { fluent, window } = term.window;
  certifyFluent(frame, fluent, { from: window.from, to: window.until, path: `${path}/window/fluent` }, found);
}

interface Stretch {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

function certifyFluent(frame: Frame, fluent: Fluent, within: Stretch, found: Findings): void {
  const state = frame.terms.fluent(frame, fluent);
  const spells = spellsOf(state, within);
  const cited = new Set(spells.flatMap((each) => [...each.openings, ...each.endings]));
  const events = state.parts.flatMap((part) => part.occurrence.events).filter(({ id }) => cited.has(id));
  cite(found, events);
  found.spells.push(...spells.map((each) => ({ path: within.path, ...each })));
}

function cite(found: Findings, events: readonly WorldEvent[]): void {
  for (const event of events) found.events.set(event.id, event);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
