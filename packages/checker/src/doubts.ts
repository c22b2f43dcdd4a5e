import type { Certificate } from './certificate.ts';
import type { Rebuilt } from './decide/prove.ts';
import type { Fact, Value } from './decide/world.ts';
import { refuse } from './refusal.ts';

type Doubt = Certificate['doubts'][number];

/**
 * That each doubt is one: of a possible event, an instant that is not known, a value that nobody gives or two do.
 * @throws {Refused}
 */
export function assertDoubts({ doubts, cases, cells, tooMany }: Certificate, { facts }: Rebuilt): void {
  const keys = new Set(doubts.map(({ kind, event, attribute }) => `${kind} ${event} ${attribute ?? ''}`));
  if (keys.size < doubts.length) refuse('a doubt is listed twice');
  for (const doubt of doubts) {
    const fact = facts.find(({ id }) => id === doubt.event);
    if (fact === undefined || !isDoubt(doubt, fact))
      refuse(`there is no doubt of ${doubt.kind} of ${doubt.event}`);
  }
  if (tooMany ? cells > 0 || cases.length > 0 : cells < 1)
    refuse('the number of cells is not that of a search');
}

function isDoubt({ kind, attribute }: Doubt, fact: Fact): boolean {
  if (kind === 'happened') return attribute === null && fact.status === 'possible';
  if (kind === 'instant') return attribute === null && fact.interval.to - fact.interval.from > 1;
  if (attribute === null) return false;
  const [only, ...more] = fact.attributes[attribute] ?? [];
  return only === undefined || more.length > 0 || isRange(only) || (kind === 'date' && !isDate(only));
}

function isDate(value: Value): boolean {
  return typeof value === 'object' && 'ends' in value;
}

function isRange(value: Value): boolean {
  return typeof value === 'object' && 'ends' in value && value.ends.length > 1;
}
