import type { Principal } from '@casus/platform/accounts';
import { eventView, worldPosition } from './present/event.ts';
import { questionLines } from './read-question.ts';
import type { QueueItem } from './shapes/queue.ts';
import { disputedEvents } from './store/events.ts';
import { listQuestions } from './store/questions.ts';
import { listUnreadable } from './store/unreadable.ts';
import type { View } from './view.ts';

/** What comes first in the queue. */
export const queueKinds = ['contested', 'undecided', 'disputed', 'unreadable'] as const;
type Kind = (typeof queueKinds)[number];

/** An item, and its place among those of its kind. */
interface Placed {
  readonly item: QueueItem;
  readonly at: unknown;
}

interface Wanted {
  readonly kind?: Kind | undefined;
  /** Kind and place of the last item of the page before. */
  readonly after?: readonly [Kind, unknown] | undefined;
  readonly limit: number;
  readonly principal: Principal;
}

/** Kind by kind, oldest first within one; one more than the limit where there are more. */
export async function readQueue(view: View, wanted: Wanted): Promise<readonly Placed[]> {
  const [afterKind, place] = wanted.after ?? [];
  const found: Placed[] = [];
  for (const kind of queueKinds.slice(afterKind === undefined ? 0 : queueKinds.indexOf(afterKind))) {
    const missing = wanted.limit + 1 - found.length;
    if (missing <= 0) break;
    if (wanted.kind !== undefined && wanted.kind !== kind) continue;
    const after = kind === afterKind ? place : undefined;
    found.push(...(await itemsOf[kind](view, { after, limit: missing - 1, principal: wanted.principal })));
  }
  return found;
}

interface Page {
  readonly after: unknown;
  readonly limit: number;
  readonly principal: Principal;
}

type Items = (view: View, page: Page) => Promise<readonly Placed[]>;

const itemsOf: Readonly<Record<Kind, Items>> = {
  contested: questionsThat('contested'),
  undecided: questionsThat('undecided'),
  disputed: async (view, { after, limit }) => {
    const events = await disputedEvents(view, { after: pairOf(after, 'number'), limit });
    return events.map((found) => ({
      item: { kind: 'disputed', event: eventView(found) },
      at: [found.event.interval.from, found.event.eventId],
    }));
  },
  unreadable: async (view, { after, limit }) => {
    const rows = await listUnreadable(view, { after: typeof after === 'number' ? after : undefined, limit });
    return rows.map(({ offset, type }) => ({
      item: { kind: 'unreadable', record: { position: worldPosition(offset), type } },
      at: offset,
    }));
  },
};

function questionsThat(status: 'contested' | 'undecided'): Items {
  return async (view, { after, limit, principal }) => {
    const found = await listQuestions(view, { status, after: pairOf(after, 'string'), limit });
    const lines = await questionLines(view, found, principal);
    return lines.map((question) => ({
      item: { kind: status, question },
      at: [question.closesAt, question.id],
    }));
  };
}

/** A place of two parts, the first of this kind; undefined for anything else. */
function pairOf<First extends 'number' | 'string'>(
  place: unknown,
  first: First,
): readonly [First extends 'number' ? number : string, string] | undefined {
  if (!Array.isArray(place) || typeof place[0] !== first || typeof place[1] !== 'string') return undefined;
  return [place[0], place[1]];
}
