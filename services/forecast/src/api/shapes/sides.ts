import { z } from 'zod';

const actor = z.string().min(1).max(200);

/** Two actors with all who act for them, written `USA,RUS`. */
export const sidesQuery = z
  .string()
  .regex(/^[^,]{1,200},[^,]{1,200}$/, 'two actors joined by a comma, such as USA,RUS')
  .transform((text) => text.split(',', 2) as [string, string]);

export const sideQuery = actor.describe('An actor with all who act for it, such as `USA`.');
