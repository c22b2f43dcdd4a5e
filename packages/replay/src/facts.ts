import { z } from 'zod';

/** A day `2025-08-15`, an instant `2025-08-27T04:01:00Z`, or a range of days `{from, to}` (`to` excluded). */
const dateValue = z.union([z.string(), z.object({ from: z.string(), to: z.string() })]);

/** One line of a file of dated facts: a report, with `of` and `about` naming the `ref` of another line. */
const factSchema = z.strictObject({
  ref: z.string(),
  type: z.string(),
  occurred: z.strictObject({ from: z.string(), precision: z.enum(['day', 'minute', 'second']) }),
  published: z.iso.date(),
  source: z.string(),
  participants: z.array(z.string()).optional(),
  actor: z.string().optional(),
  target: z.string().optional(),
  stance: z.enum(['asserts', 'denies']).default('asserts'),
  attributes: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), dateValue]))
    .default({}),
  note: z.string().optional(),
});

export type Fact = z.infer<typeof factSchema>;

/**
 * Facts from JSON Lines, in file order.
 * @throws {Error} naming the line and the field that is wrong
 */
export function parseFacts(jsonLines: string): readonly Fact[] {
  return jsonLines
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => parseFact(line, number));
}

function parseFact(line: string, number: number): Fact {
  const parsed = factSchema.safeParse(JSON.parse(line));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`line ${number}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}
