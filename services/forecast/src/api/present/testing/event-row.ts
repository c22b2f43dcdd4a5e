import type { EventRow } from '@casus/domain/world';

/** A certain event of one report, called `report of ID`. */
export function eventRow(given: Partial<EventRow> & Pick<EventRow, 'eventId' | 'type'>): EventRow {
  const { eventId, interval = { from: 0, to: 86_400 } } = given;
  return {
    symmetric: false,
    participants: [],
    actor: null,
    target: null,
    conflicting: false,
    status: 'certain',
    ruling: null,
    attributes: {},
    of: [],
    reports: [
      {
        reportId: `report of ${eventId}`,
        source: 'press',
        stance: 'asserts',
        live: true,
        recordId: eventId,
        offset: 1,
      },
    ],
    firstLogTime: interval.from * 1000,
    ...given,
    interval,
  };
}
