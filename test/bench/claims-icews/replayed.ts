import { glance } from '@casus/claims';
import type { ClaimQuestion, Glance } from '@casus/claims';
import { LiveClaims, takeChanges } from '@casus/claims/live';
import type { Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import { verdictText } from '@casus/domain/verdict';
import { WorldMemory } from '@casus/domain/world-memory';
import type { Stamped } from './courses.ts';

/** Records between two looks at the claims that were touched. */
const recordsBetweenLooks = 1000;

/** What claims say at the end of a log, and how long it took to get there. */
export interface Replayed {
  readonly verdicts: ReadonlyMap<string, string>;
  readonly evidence: Evidence;
  readonly foldSeconds: number;
  readonly liveSeconds: number;
  /** Looks at claims that something touched. */
  readonly looks: number;
}

/** Folds records, each id once, and keeps claims up to date with them. */
export function replayed(
  records: readonly Stamped[],
  questions: ReadonlyMap<string, ClaimQuestion>,
): Replayed {
  const memory = new WorldMemory();
  let evidence = memory.evidenceAt(0);
  const live = new LiveClaims(() => evidence);
  for (const [id, question] of questions) live.open(id, question);
  const seen = new Set<string>();
  let [foldMs, liveMs, looks, offset] = [0, 0, 0, 0];
  for (const record of records) {
    if (seen.has(record.id)) continue;
    seen.add(record.id);
    const begin = performance.now();
    memory.fold({ ...record, key: record.id, position: { topic: 'world', partition: 0, offset } });
    const folded = performance.now();
    evidence = memory.evidenceAt(offset + 1);
    takeChanges(live, memory.changesAt(offset), (eventId) => memory.eventNow(eventId));
    offset += 1;
    if (offset % recordsBetweenLooks === 0) looks += live.look().length;
    foldMs += folded - begin;
    liveMs += performance.now() - folded;
  }
  looks += live.look().length;
  const verdicts = new Map([...questions.keys()].map((id) => [id, textOf(live, id)]));
  return { verdicts, evidence, foldSeconds: foldMs / 1000, liveSeconds: liveMs / 1000, looks };
}

function textOf(live: LiveClaims, id: string): string {
  const claim = live.get(id);
  return claim ? glanceText(live.glanceAt(claim)) : 'not open';
}

function glanceText({ value, asKnown, decidedAt, doubts }: Glance): string {
  return `${verdictText(value)} ${verdictText(asKnown)} ${decidedAt} ${doubts}`;
}

/** What the evaluation from nothing says, over all events that name an actor of the claim or one that stands for it. */
export function fromScratch(
  evidence: Evidence,
  questions: ReadonlyMap<string, ClaimQuestion>,
): ReadonlyMap<string, string> {
  const named = eventsByName(evidence);
  return new Map(
    [...questions].map(([id, question]) => {
      const events = named.get(actorOf(question)) ?? [];
      const eventsOf = (type: string): readonly WorldEvent[] =>
        events.filter((each) => isWithin(each.type, type));
      return [id, glanceText(glance(question, { ...evidence, eventsOf }))];
    }),
  );
}

function eventsByName(evidence: Evidence): ReadonlyMap<string, readonly WorldEvent[]> {
  const byName = new Map<string, WorldEvent[]>();
  for (const event of evidence.eventsOf('*')) {
    const own = [...event.participants, event.actor, event.target].filter((name) => name !== null);
    const sides = own.flatMap((name) => evidence.affiliationsOf(name).map(({ of }) => of));
    for (const name of new Set([...own, ...sides])) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [event]);
      else known.push(event);
    }
  }
  return byName;
}

/** An actor that every pattern of the claim asks for: one of a dyad. */
function actorOf({ claim }: ClaimQuestion): string {
  const text = JSON.stringify(claim);
  const [, actor] = /"actor":"([^"]+)"/u.exec(text) ?? /"participants":\["([^"]+)"/u.exec(text) ?? [];
  if (actor === undefined) throw new Error(`a claim about nobody: ${text}`);
  return JSON.parse(`"${actor}"`) as string;
}
