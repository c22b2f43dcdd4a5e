import { z } from 'zod';

/** Which prefix of the log an answer rests on. */
export const cutShape = z.object({
  asOf: z.iso.datetime().nullable().describe('The time asked for; null for the present state.'),
  world: z.int().min(0).describe('Next offset of the world partition.'),
  questions: z.array(z.int().min(0)).describe('Next offset of each questions partition.'),
  final: z.boolean().describe('False while a record with an earlier log time may still come.'),
});

export type Cut = z.infer<typeof cutShape>;

/** `asOf`: an instant, or a date, which is the end of that day in UTC. */
export const asOfQuery = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .optional()
  .describe('As known at: an ISO 8601 instant, or a date for the end of that day in UTC.');

/** Epoch milliseconds of the last instant that `asOf` covers. */
export function asOfMs(asOf: string): number {
  const dayMs = 86_400_000;
  return /^\d{4}-\d{2}-\d{2}$/u.test(asOf) ? Date.parse(`${asOf}T00:00:00Z`) + dayMs - 1 : Date.parse(asOf);
}

/** A page of a list; `next` is the cursor of the following page. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
};
