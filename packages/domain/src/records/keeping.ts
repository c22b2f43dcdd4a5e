import { z } from 'zod';
import { principal, textReference } from './shapes.ts';

/** Time has passed; a partition without other records gets one a minute. */
export const clockTicked = z.object({});

/** An unreadable or faulty record is given up: it no longer stands for a possible event. */
export const recordDiscarded = z.object({
  topic: z.enum(['world', 'questions']),
  partition: z.int().min(0),
  offset: z.int().min(0),
  by: principal,
  reason: textReference,
});
