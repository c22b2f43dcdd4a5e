import { z } from 'zod';
import { instant, name, typeName } from './shapes.ts';

/** Types with all their subtypes; `*` is every type. */
const types = z
  .array(z.union([z.literal('*'), typeName]))
  .min(1)
  .max(100)
  .default(['*']);

/** A source whose coverage is declared has been read completely for `[from, through)`. */
export const sourceCaughtUp = z.object({ source: name, from: instant, through: instant, types });

/** A source with a lag has been polled with success: it is read from `from` up to this record's log time less the lag. */
export const sourceRead = z.object({ source: name, from: instant, types });
