import { z } from 'zod';

/** Which prefix of the log an answer rests on. */
export const cutShape = z
  .object({
    asOf: z.iso.datetime().nullable().describe('The time asked for; null for the present state.'),
    world: z.int().min(0).describe('Next offset of the world partition.'),
    questions: z.array(z.int().min(0)).describe('Next offset of each questions partition.'),
    final: z.boolean().describe('False while a record with an earlier log time may still come.'),
    stale: z
      .boolean()
      .describe(
        'True while the tables are made anew by a newer version: what is written now is not shown yet.',
      ),
  })
  .meta({ id: 'Cut' });

export type Cut = z.infer<typeof cutShape>;

const asOf = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .optional()
  .describe('As known at: an ISO 8601 instant, or a date for the end of that day in UTC.');

/** The query field of everything that can be read as of a time. */
export const asOfQuery = { asOf };

/** Epoch milliseconds of the last instant that `asOf` covers. */
export function asOfMs(asOf: string): number {
  const dayMs = 86_400_000;
  return /^\d{4}-\d{2}-\d{2}$/u.test(asOf) ? Date.parse(`${asOf}T00:00:00Z`) + dayMs - 1 : Date.parse(asOf);
}

/** An instant, or a date for the start of that day in UTC. */
export const timeQuery = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional();

/** Where a record stands in the log. */
export const positionShape = z.string().describe('Position in the log, such as `questions/3@1042`.');
