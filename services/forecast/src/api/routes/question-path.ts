import { z } from 'zod';

/** Path parameters of everything below a question. */
export const questionPath = z.object({ questionId: z.string().min(1).max(100) });
