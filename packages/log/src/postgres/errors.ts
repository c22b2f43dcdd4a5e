import pg from 'pg';
import { LogError } from '../port.ts';

/** What `log.append` raises while an import is under way. */
const importingState = 'CA001';
const uniqueViolation = '23505';

/** Connection, resources, intervention of an operator, serialization, system; a read-only standby; a lock timeout. */
const passing = /^(08|53|57|40|58)|^25006$|^55P03$/;

/** What an adapter throws for a failure of Postgres: `unavailable` for what may pass, else the error itself. */
function asLogError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    if (error.code === importingState) return new LogError('importing', error.message, { cause: error });
    if (!passing.test(error.code ?? '')) return error;
  }
  if (!(error instanceof Error) || error instanceof LogError || isMistake(error)) return error;
  return new LogError('unavailable', `Postgres does not answer: ${error.message}`, { cause: error });
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === uniqueViolation;
}

/** Runs the work with {@link asLogError} on what it throws. */
export async function withLogErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asLogError(error);
  }
}

function isMistake(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}
