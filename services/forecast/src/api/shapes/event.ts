import { z } from 'zod';
import { positionShape } from './cut.ts';

export const eventStatus = z.enum(['certain', 'possible', 'disputed', 'retracted']);

const attributeValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.object({ ends: z.array(z.iso.datetime()) }).describe('A date, by the instants that it may end at.'),
]);

/** Something that happened in the world, and the reports it rests on. */
export const eventShape = z
  .object({
    id: z.string(),
    type: z.string(),
    participants: z.array(z.string()).describe('Of a type without actor and target.'),
    actor: z.string().nullable(),
    target: z.string().nullable(),
    occurred: z
      .object({ from: z.iso.datetime(), to: z.iso.datetime() })
      .describe('The instant lies in [from, to).'),
    status: eventStatus,
    conflicting: z.boolean().describe('Its reports have no instant, or no type, in common.'),
    ruling: z.enum(['happened', 'did-not-happen']).nullable().describe('The last word of a curator.'),
    attributes: z
      .record(z.string(), z.array(attributeValue))
      .describe('Distinct values; more than one where reports differ.'),
    firstReportedAt: z.iso.datetime().describe('Log time of the earliest report that asserts it.'),
    reports: z.array(
      z.object({
        reportId: z.string(),
        source: z.string(),
        ref: z.string().nullable(),
        stance: z.enum(['asserts', 'denies']),
        live: z.boolean().describe('False once it is taken back.'),
        position: positionShape,
      }),
    ),
  })
  .meta({ id: 'Event' });

export type EventView = z.infer<typeof eventShape>;
