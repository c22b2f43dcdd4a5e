import type { AttributeValue } from '@casus/domain/evidence';
import type { EventRow } from '@casus/domain/world';
import { positionText } from '@casus/log';
import type { EventView } from '../shapes/event.ts';
import type { FoundEvent } from '../store/events.ts';
import { isoOf, isoOfSecond } from '../times.ts';

export function eventView({ event, refs }: FoundEvent): EventView {
  const { eventId, type, actor, target, status, conflicting, ruling, interval } = event;
  return {
    id: eventId,
    type,
    participants: [...event.participants],
    actor,
    target,
    occurred: { from: isoOfSecond(interval.from), to: isoOfSecond(interval.to) },
    status,
    conflicting,
    ruling,
    attributes: attributesView(event),
    firstReportedAt: isoOf(event.firstLogTime),
    reports: event.reports.map(({ reportId, source, stance, live, offset }) => ({
      reportId,
      source,
      ref: refs[reportId] ?? null,
      stance,
      live,
      position: worldPosition(offset),
    })),
  };
}

/** Where a record of the world stands: the topic has one partition. */
export function worldPosition(offset: number): string {
  return positionText({ topic: 'world', partition: 0, offset });
}

function attributesView({ attributes }: EventRow): EventView['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, values]) => [name, values.map(attributeView)]),
  );
}

function attributeView(value: AttributeValue): EventView['attributes'][string][number] {
  if (typeof value !== 'object') return value;
  return 'ends' in value ? { ends: value.ends.map(isoOfSecond) } : [...value];
}
