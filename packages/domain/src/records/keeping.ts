import { z } from 'zod';
import { principal, textReference } from './shapes.ts';

/** Time has passed; a partition without other records gets one a minute. */
export const clockTicked = z.object({});

/** Type of the record by which a parked one is given up, in the partition of that one. */
const discardType = 'casus.log.record-discarded.v1';

/** The record at this earlier offset of the partition is given up: it is never folded, and blocks nothing more. */
const recordDiscarded = z.object({ offset: z.int().min(0), who: principal, why: textReference });

export type RecordDiscarded = z.infer<typeof recordDiscarded>;

/** What a record gives up, if that is what it does; one of the wrong shape does nothing. */
export function readDiscard({
  type,
  data,
}: {
  readonly type: string;
  readonly data: unknown;
}): RecordDiscarded | undefined {
  return type === discardType ? recordDiscarded.safeParse(data).data : undefined;
}

/** The record that gives up the one at the offset, as a writer hands it to the log. */
export function discardRecord(
  id: string,
  discard: RecordDiscarded,
): { readonly id: string; readonly type: string; readonly data: RecordDiscarded } {
  return { id, type: discardType, data: recordDiscarded.parse(discard) };
}
