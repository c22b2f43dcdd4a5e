import { z } from 'zod';

/** Something that happened in the world, and the reports it rests on. */
export const eventShape = z.object({
  id: z.string(),
  type: z.string(),
  participants: z.array(z.string()),
  actor: z.string().nullable(),
  target: z.string().nullable(),
  occurred: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
  status: z.enum(['certain', 'possible', 'disputed', 'retracted']),
  attributes: z.record(z.string(), z.array(z.unknown())),
  reports: z.array(
    z.object({
      reportId: z.string(),
      source: z.string(),
      ref: z.string(),
      stance: z.enum(['asserts', 'denies']),
      position: z.string(),
    }),
  ),
});

export type EventView = z.infer<typeof eventShape>;
