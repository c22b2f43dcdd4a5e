import { z } from 'zod';

/**
 * The parts that stored records share. An instant in a record is an ISO 8601 string with a zone
 * (`2025-08-27T04:01:00Z`), a day is `2025-08-06`; folds turn both into UTC seconds.
 */
export const instant = z.iso.datetime({ offset: true });

export const day = z.iso.date();

/** A dotted name, such as `sanction.imposed`. */
export const typeName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/, 'a dotted lower-case name')
  .max(120);

/** A name as a record carries it: of a source, an actor, an attribute. */
export const name = z.string().min(1).max(200);

/** A text by or about people: it lies elsewhere and can be deleted; a record has its id and its salted hash. */
export const textReference = z.object({ textId: z.uuid(), hash: z.string().min(1).max(200) });

/** Who did it: a forecaster's or curator's pseudonymous id, or the name of a service. */
export const principal = z.string().min(1).max(200);

/** A value that JSON can carry; what it means is not known here. */
export const json = z.json();

export type TextReference = z.infer<typeof textReference>;
