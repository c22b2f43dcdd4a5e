import type { z } from 'zod';
import type { QuestionRecordInput, WorldRecordInput } from './registry.ts';
import { questionSchemas, questionType, worldSchemas, worldType } from './registry.ts';
import type { json } from './shapes.ts';

/** A record as a writer hands it to the log. */
export interface WrittenRecord {
  readonly id: string;
  readonly type: string;
  readonly data: z.infer<typeof json>;
}

/**
 * A record of `world` in its stored shape, defaults filled in.
 * @throws {z.ZodError} when the data does not have the shape: nothing unreadable is ever written
 */
export function worldRecord(id: string, { name, data }: WorldRecordInput): WrittenRecord {
  return { id, type: worldType(name), data: stored(worldSchemas[name], data) };
}

/** @throws {z.ZodError} as {@link worldRecord} */
export function questionRecord(id: string, { name, data }: QuestionRecordInput): WrittenRecord {
  return { id, type: questionType(name), data: stored(questionSchemas[name], data) };
}

/** Shapes of records hold nothing that JSON cannot carry. */
function stored(schema: z.ZodType, data: unknown): WrittenRecord['data'] {
  return schema.parse(data) as WrittenRecord['data'];
}
