import { z } from 'zod';
import { principal, textReference } from './shapes.ts';

const reportIds = z.array(z.uuid()).min(1).max(1000);

/** The reports tell of one event, whatever their link keys say. */
export const eventsLinked = z.object({
  reportIds: reportIds.min(2),
  by: principal,
  reason: textReference.optional(),
});

/** Each report named becomes an event of its own until it is linked again. */
export const eventsUnlinked = z.object({ reportIds, by: principal, reason: textReference.optional() });

/** A curator rules on the event of a report; `open` takes an earlier ruling back. */
export const eventRuled = z.object({
  reportId: z.uuid(),
  ruling: z.enum(['happened', 'did-not-happen', 'open']),
  by: principal,
  reason: textReference,
});
