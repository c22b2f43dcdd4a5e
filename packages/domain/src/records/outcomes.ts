import { z } from 'zod';

/** A day of the calendar that exists, as people write it. */
export const calendarDay = z.iso.date();

/** What a question that is not binary comes to, by its kind; `earlier` and `later` lie beyond the asked days. */
export const decidedValues = [
  z.object({ number: z.number() }),
  z.object({ date: z.union([z.enum(['earlier', 'later']), calendarDay]) }),
  z.object({ option: z.string().min(1).max(100) }),
] as const;
