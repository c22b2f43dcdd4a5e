import { randomUUID } from 'node:crypto';
import { v5 } from 'uuid';
import { z } from 'zod';
import { fieldErrors } from './field-errors.ts';
import { Problem } from './problem.ts';

/** Any fixed UUID: sets the ids of clients' writes apart from all other name-based ids. */
const writeNamespace = 'f0a7c2d6-3c1b-5e0a-9b61-6d1b8f3a2e47';

/** What the header `Idempotency-Key` may hold. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .describe(
    '1 to 255 visible ASCII characters without spaces: send the same key again when an answer was lost',
  );

export type WriteRequest = {
  readonly principalId: string;
  /** Method and path pattern of the route. */
  readonly route: string;
  /** The header as it came; undefined gives a new id each time. */
  readonly key: string | string[] | undefined;
};

/**
 * The UUID of what a request writes: UUIDv5 of principal, route and key, so that a retry writes the same thing.
 * @throws {Problem} `invalid-request` when the key is malformed
 */
export function writeIdOf({ principalId, route, key }: WriteRequest): string {
  if (key === undefined) return randomUUID();
  const parsed = idempotencyKeySchema.safeParse(key);
  if (!parsed.success) {
    const [error] = fieldErrors('header', parsed.error.issues);
    throw new Problem('invalid-request', 'The header Idempotency-Key is not valid.', {
      errors: error ? [{ ...error, field: 'Idempotency-Key' }] : [],
    });
  }
  return v5(JSON.stringify([principalId, route, parsed.data]), writeNamespace);
}

/** The id of one row of a batch, under the batch's own id. */
export function rowIdOf(writeId: string, row: number): string {
  return v5(String(row), writeId);
}
