import type { WorldEvent } from '@casus/domain/evidence';
import type { Dice } from '../../prove/dice.ts';
import { actTypes, day, days, pairs } from './shapes.ts';

/** What a record comes to for the engine. */
export type Operation =
  | { readonly kind: 'put'; readonly event: WorldEvent }
  | { readonly kind: 'remove'; readonly eventId: string }
  /** The only source has been read up to this second. */
  | { readonly kind: 'read'; readonly to: number };

const none: readonly never[] = [];

/** An event of a second, known to happen. */
function eventOf(
  id: string,
  type: string,
  [actor, target]: readonly [string, string],
  at: number,
): WorldEvent {
  const isJoint = type.endsWith('.held') || type === 'talks.suspended';
  return {
    id,
    type,
    participants: isJoint ? [actor, target].toSorted() : none,
    actor: isJoint ? null : actor,
    target: isJoint ? null : target,
    interval: { from: at, to: at + 1 },
    status: 'certain',
    attributes: {},
    roots: [id],
    reports: none,
    firstLogTime: at * 1000,
  };
}

function randomType(dice: Dice): string {
  const kind = dice.between(0, 99);
  if (kind < 20) return 'meeting.held';
  if (kind < 30) return 'call.held';
  if (kind < 33) return 'talks.suspended';
  return dice.pick(actTypes);
}

const readEvery = 1000;

/**
 * Records of a stream whose time goes on evenly over its days: 10 % late by up to 60 days, 2 % reported again, 1 %
 * retracted, 1 % corrected, and every thousandth says how far the source has been read.
 */
export function mixedOperations(dice: Dice, count: number): readonly Operation[] {
  const operations: Operation[] = [];
  const put: WorldEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    const now = Math.floor((index / count) * days * day);
    if (index % readEvery === readEvery - 1) {
      operations.push({ kind: 'read', to: now - day });
      continue;
    }
    const share = dice.between(0, 99);
    const before = put[dice.between(0, Math.max(0, put.length - 1))];
    if (share < 2 && before !== undefined) operations.push({ kind: 'put', event: { ...before } });
    else if (share === 2 && before !== undefined) operations.push({ kind: 'remove', eventId: before.id });
    else if (share === 3 && before !== undefined) {
      const at = Math.max(0, before.interval.from + dice.between(-day, day));
      operations.push({ kind: 'put', event: { ...before, interval: { from: at, to: at + 1 } } });
    } else {
      const at = share < 14 ? Math.max(0, now - dice.between(1, 60 * day)) : now;
      const event = eventOf(`e${index}`, randomType(dice), pairOf(dice), at);
      put.push(event);
      operations.push({ kind: 'put', event });
    }
  }
  return operations;
}

function pairOf(dice: Dice): readonly [string, string] {
  return pairs[dice.between(0, pairs.length - 1)] ?? ['A00', 'A01'];
}

/** Events in order of time: half of them open talks, half impose sanctions, of pairs drawn at random. */
export function familyEvents(dice: Dice, count: number): readonly WorldEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const at = Math.floor((index / count) * days * day);
    const type = dice.chance(0.5) ? 'meeting.held' : 'sanction.imposed';
    return eventOf(`f${index}`, type, pairOf(dice), at);
  });
}
