import { z } from 'zod';
import { Problem } from './problem.ts';

/**
 * A page's place in a list as an opaque string. `position` is whatever the list is ordered by, the last row's values.
 */
export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * The position inside a cursor; undefined without one.
 * @throws {Problem} `invalid-request` naming `cursor` when it is not one that this list gave out
 */
export function decodeCursor<Position>(
  schema: z.ZodType<Position>,
  cursor: string | undefined,
): Position | undefined {
  if (cursor === undefined) return undefined;
  const decoded = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (decoded.success) return decoded.data;
  throw new Problem('invalid-request', 'The cursor is not valid.', {
    errors: [
      {
        in: 'query',
        field: 'cursor',
        expected: 'the `nextCursor` of an earlier page',
        message: 'not a cursor of this list',
      },
    ],
  });
}

/** The query fields of every paged list. */
export const pageQuery = {
  cursor: z
    .string()
    .max(1_000)
    .optional()
    .describe('The `nextCursor` of the page before; absent for the first page'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('Rows at most'),
};

/** The body of a page: its rows, and the cursor of the next page, null on the last one. */
export function pageOf<Row extends z.ZodType>(
  row: Row,
): z.ZodObject<{ items: z.ZodArray<Row>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(row), nextCursor: z.string().nullable() });
}

/**
 * A page from `limit + 1` rows: the extra row only tells that there is more.
 * @param positionOf what the next page starts after, from its last row
 */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => unknown,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : null,
  };
}

export type Page<Row> = { readonly items: Row[]; readonly nextCursor: string | null };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
