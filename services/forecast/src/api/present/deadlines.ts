import type { EventRow } from '@casus/domain/world';
import { z } from 'zod';
import { isoOfSecond } from '../times.ts';
import { edgeShape, edgeView, endOf, timeOf, wordOf } from './event-time.ts';
import type { Edge } from './event-time.ts';

export const deadlineStates = ['pending', 'moved', 'lapsed'] as const;

/** A deadline as it was set, or moved to. */
export const deadlineShape = z
  .object({
    id: z.string().describe('The event that set it.'),
    by: z.string().nullable(),
    on: z.string().nullable().describe('Who is to act.'),
    demand: z.string().nullable(),
    setAt: edgeShape,
    due: edgeShape.nullable().describe('When it ends; null where no report says so.'),
    state: z
      .enum(deadlineStates)
      .describe('moved: a later word replaced it; lapsed: its date, or word of its end, has passed.'),
    status: z.enum(['certain', 'possible', 'disputed']).describe('Of the event that set it.'),
    movedTo: z.string().nullable().describe('The deadline that replaced it.'),
    lapsedAt: z.iso.datetime().nullable().describe('The last instant at which it may have been pending.'),
  })
  .meta({ id: 'Deadline' });

export type DeadlineView = z.infer<typeof deadlineShape>;

const openers = ['deadline.set', 'deadline.moved'];

/**
 * Every deadline that was set or moved, in the order of the events given: by time. A word of the same deadline is one
 * that names it, or the one it goes back to, through `of`; only certain events move or end another one's deadline.
 * @param moment what the answer shows, UTC seconds
 */
export function deadlinesOf(events: readonly EventRow[], moment: number): readonly DeadlineView[] {
  const live = events.filter(({ status }) => status !== 'retracted');
  const roots = rootsOf(live);
  return live
    .filter(({ type }) => openers.includes(type))
    .map((event) => {
      const root = roots.get(event.eventId);
      const later = live.filter(
        (other) => roots.get(other.eventId) === root && other.status === 'certain' && isAfter(other, event),
      );
      return deadlineView(event, later, moment);
    });
}

function deadlineView(event: EventRow, later: readonly EventRow[], moment: number): DeadlineView {
  const { eventId, actor, target, status } = event;
  const moved = later.find(({ type }) => type === 'deadline.moved');
  const due = endOf(event, 'due');
  const end = lapseOf(due, later);
  const state = stateAt(moment, moved !== undefined, end);
  return {
    id: eventId,
    by: actor,
    on: target,
    demand: wordOf(event, 'demand'),
    setAt: edgeView(timeOf(event)),
    due: due && edgeView(due),
    state,
    status: status === 'retracted' ? 'possible' : status,
    movedTo: moved?.eventId ?? null,
    lapsedAt: state === 'lapsed' ? isoOfSecond(end) : null,
  };
}

/** The last second at which it may have been pending: by its date, or word that it has lapsed. */
function lapseOf(due: Edge | null, later: readonly EventRow[]): number {
  const word = later.find(({ type }) => type === 'deadline.lapsed');
  return Math.min(due?.high ?? Infinity, word === undefined ? Infinity : timeOf(word).high);
}

function stateAt(moment: number, isMoved: boolean, end: number): DeadlineView['state'] {
  if (isMoved) return 'moved';
  return end <= moment ? 'lapsed' : 'pending';
}

function isAfter(other: EventRow, event: EventRow): boolean {
  if (other.eventId === event.eventId) return false;
  const [a, b] = [other.interval.from, event.interval.from];
  return a === b ? other.firstLogTime > event.firstLogTime : a > b;
}

/** Far enough for a deadline that is moved again and again, and an end to any circle. */
const longestChain = 16;

/** By event, the event that it goes back to through `of`; itself where it names none that is known. */
function rootsOf(events: readonly EventRow[]): ReadonlyMap<string, string> {
  const eventOfReport = new Map(
    events.flatMap(({ eventId, reports }) => reports.map(({ reportId }) => [reportId, eventId] as const)),
  );
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const rootOf = (event: EventRow): string => {
    let at = event;
    for (let step = 0; step < longestChain; step += 1) {
      const next = byId.get(eventOfReport.get(at.of[0] ?? '') ?? '');
      if (!next || next === at) break;
      at = next;
    }
    return at.eventId;
  };
  return new Map(events.map((event) => [event.eventId, rootOf(event)]));
}
