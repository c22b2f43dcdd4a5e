import type { Affiliation, Interval } from '../evidence.ts';
import type { ActorRow } from './tables.ts';

/** Far enough for a person, an organ, its ministry, its state, its union; and an end to any circle. */
const MAX_STEPS = 8;

/** All that an actor stands for, directly or through what it stands for, with the times at which it does. */
export function standsFor(
  actor: string,
  actorRow: (actor: string) => ActorRow | undefined,
): readonly Affiliation[] {
  const found: Affiliation[] = [];
  let reached: readonly Affiliation[] = [{ actor, of: actor, from: -Infinity, to: Infinity }];
  for (let step = 0; step < MAX_STEPS && reached.length > 0; step += 1) {
    reached = reached.flatMap((last) => next(last, actorRow)).filter((each) => !isKnown(found, each));
    found.push(...reached);
  }
  return found;
}

/** The actor, and all that it stands for at some time in the interval; in order of name. */
export function sideOf(
  actor: string,
  during: Interval,
  actorRow: (actor: string) => ActorRow | undefined,
): readonly string[] {
  const overlapping = standsFor(actor, actorRow).filter(
    ({ from, to }) => from < during.to && to > during.from,
  );
  return [...new Set([actor, ...overlapping.map(({ of }) => of)])].toSorted();
}

function next(last: Affiliation, actorRow: (actor: string) => ActorRow | undefined): readonly Affiliation[] {
  const row = actorRow(last.of);
  if (row === undefined) return [];
  return row.affiliations
    .filter(({ as }) => as !== 'member')
    .map(({ of, from, to }) => ({
      actor: last.actor,
      of,
      from: Math.max(from, last.from),
      to: Math.min(to, last.to),
    }))
    .filter(({ from, to, of }) => from < to && of !== last.actor);
}

function isKnown(found: readonly Affiliation[], { of, from, to }: Affiliation): boolean {
  return found.some((each) => each.of === of && each.from <= from && each.to >= to);
}
