import { z } from 'zod';

/** Version of what stands beside the log in a backup; another one is refused. */
export const backupVersion = 1;

const column = z.object({
  name: z.string(),
  type: z.string(),
  notNull: z.boolean(),
  default: z.string().nullable(),
});

const storedTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(column).readonly(),
  /** As Postgres writes them, such as `PRIMARY KEY (id)`. */
  constraints: z.array(z.object({ name: z.string(), definition: z.string() })).readonly(),
  /** Statements that make the indexes that no constraint makes. */
  indexes: z.array(z.string()).readonly(),
});

/** A table beside the log: enough to make it where it is missing. */
export type StoredTable = z.infer<typeof storedTable>;

/** The first line beside the log: what the file is, and which tables its rows are of. */
export const manifest = z.object({
  beside: z.literal('backup'),
  version: z.literal(backupVersion),
  /** ISO 8601, UTC. */
  takenAt: z.string(),
  tables: z.array(storedTable).readonly(),
});

/** A row of a table, as the text of a JSON object: no number in it is rounded on its way. */
export const backedUpRow = z.object({ beside: z.literal('row'), table: z.string(), row: z.string() });

/** `auth.keys` */
export function nameOf({ schema, name }: Pick<StoredTable, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}

/** `"auth"."keys"` */
export function quoted({ schema, name }: Pick<StoredTable, 'schema' | 'name'>): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
