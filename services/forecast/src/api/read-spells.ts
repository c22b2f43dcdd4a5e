import { compileMeasure, evaluate, touchMask } from '@casus/claims';
import type { Certificate, ClaimQuestion } from '@casus/claims';
import { Problem } from '@casus/platform/http';
import { eventView } from './present/event.ts';
import type { SpellsView, SpellView } from './shapes/spell.ts';
import { eventsById } from './store/events.ts';
import { loadEvidence } from './store/evidence.ts';
import { isoOf, isoOfSecond } from './times.ts';
import type { View } from './view.ts';

const yearMs = 365 * 86_400_000;

/** Which spells of a state are asked for: those that touch [from, until). */
export interface SpellsWanted {
  /** A draft in the claim language. */
  readonly fluent: object;
  /** @default a year before the view's moment */
  readonly from?: string | undefined;
  /** @default a second after the view's moment */
  readonly until?: string | undefined;
}

/**
 * The spells of a state as known at the view's cut, by the claim engine.
 * @throws {Problem} `invalid-request` for a stretch that ends before it begins, or is over 10 years
 */
export async function readSpells(view: View, wanted: SpellsWanted): Promise<SpellsView> {
  const question = lengthOf(view, wanted);
  const types = touchMask(question).patterns.flatMap((pattern) => pattern.types);
  const { certificate } = evaluate(question, await loadEvidence(view, types));
  const spells = certificate.spells.toSorted((a, b) => a.start.low - b.start.low).map(spellView);
  const ids = spells.flatMap(({ openedBy, endedBy }) => [...openedBy, ...endedBy]);
  return { spells, events: (await eventsById(view, [...new Set(ids)])).map(eventView) };
}

/** The time for which the state holds: its certificate names the spells. */
function lengthOf({ moment }: View, { fluent, from, until }: SpellsWanted): ClaimQuestion {
  const window = {
    op: 'between',
    from: from ?? isoOfWholeSecond(moment - yearMs),
    until: until ?? isoOfWholeSecond(moment + 1_000),
    zone: 'UTC',
  };
  const compiled = compileMeasure({ op: 'length', fluent, window });
  if (compiled.ok) return { kind: 'numeric', claim: compiled.claim, coverage: [] };
  const message = compiled.refusals.map((each) => each.message).join('; ');
  throw new Problem('invalid-request', `The stretch is not valid: ${message}.`, {
    errors: [{ in: 'query', field: 'until', expected: message, message }],
  });
}

/** The claim language counts whole seconds. */
function isoOfWholeSecond(ms: number): string {
  return isoOf(Math.floor(ms / 1000) * 1000);
}

function spellView({ start, end, openings, endings }: Certificate['spells'][number]): SpellView {
  return {
    from: { earliest: isoOfSecond(start.low), latest: isoOfSecond(start.high) },
    until: { earliest: isoOfSecond(end.low), latest: isoOfSecond(end.high) },
    openedBy: openings,
    endedBy: endings,
  };
}
