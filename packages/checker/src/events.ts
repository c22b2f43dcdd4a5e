import { reachOf } from './decide/reach.ts';
import type { Asked } from './decide/asked.ts';
import type { Rebuilt } from './decide/prove.ts';
import { canMatch } from './decide/match.ts';
import { patternsIn } from './decide/patterns.ts';
import { never } from './decide/seconds.ts';
import { terms } from './decide/terms.ts';
import type { World } from './decide/world.ts';
import type { Certificate } from './certificate.ts';
import { eventsOf } from './rebuild/events.ts';
import type { RebuiltEvent } from './rebuild/events.ts';
import type { Read } from './rebuild/records.ts';
import { standsFor } from './rebuild/registers.ts';
import { reportsIn } from './rebuild/reports.ts';
import { agree, refuse } from './refusal.ts';
import type { WorldRecord } from '@casus/domain/records';

/**
 * The events of a certificate, rebuilt from the records.
 * @throws {Refused} where one is not as the certificate has it, or the records tell of another that the claim can see
 */
export function rebuiltEvents(
  asked: Asked,
  certificate: Certificate,
  records: readonly Read<WorldRecord>[],
): Rebuilt {
  const reported = reportsIn(records);
  const rebuilt: Rebuilt = {
    facts: eventsOf(reported),
    standsFor: (actor, other) => standsFor(reported.registers, actor, other),
  };
  const seen = (rebuilt.facts as readonly RebuiltEvent[])
    .filter((event) => isSeen(asked, event, rebuilt.standsFor))
    .toSorted(inOrder);
  const missing = seen.find(({ id }) => !certificate.events.some((each) => each.id === id));
  if (missing !== undefined) refuse(`the records tell of event ${missing.id}, which is left out`);
  for (const [index, said] of certificate.events.entries()) {
    const found = seen[index];
    if (found?.id !== said.id) refuse(`event ${said.id} does not follow from the records`);
    const { sources: _sources, ...shown } = found;
    agree(`event ${said.id}`, said, shown);
  }
  const ids = new Set(certificate.events.map(({ id }) => id));
  for (const id of certificate.basis) if (!ids.has(id)) refuse(`the basis names ${id}, which is no event`);
  if (new Set(certificate.basis).size < certificate.basis.length) refuse('the basis names an event twice');
  return { ...rebuilt, facts: seen };
}

function inOrder(a: RebuiltEvent, b: RebuiltEvent): number {
  const apart = a.interval.from - b.interval.from || a.interval.to - b.interval.to;
  return apart || Number(a.id > b.id) - Number(a.id < b.id);
}

/** Whether an event can match a pattern of the claim where that matters. */
function isSeen({ claim }: Asked, event: RebuiltEvent, stands: World['standsFor']): boolean {
  const reach = reachOf(claim);
  if (event.interval.to <= reach.from || event.interval.from >= reach.to) return false;
  const world: World = {
    facts: [],
    choices: new Map(),
    unreadOf: () => never,
    standsFor: stands,
    names: new Map(),
    anchors: new Map(),
    terms,
    memo: new Map(),
  };
  return patternsIn(claim).some((pattern) => canMatch(world, pattern, event));
}
