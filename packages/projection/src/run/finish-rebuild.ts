import { compareGenerations } from '../generation/compare.ts';
import type { Comparison } from '../generation/compare.ts';
import { generationsIn } from '../generation/control.ts';
import { schemaOf } from '../generation/schema.ts';
import { letWait, swapTo } from '../generation/swap.ts';
import type { Database } from '../read/cut.ts';
import type { ProjectorOptions } from './projector.ts';

/**
 * Compares a generation that is near the heads with the live one, and points readers at it if they agree; else it
 * waits to be accepted. Where the live one was folded by the same code, tables without history are compared once both
 * stand at the heads.
 */
export async function finishRebuild(
  options: ProjectorOptions,
  number: number,
  isAtHead: boolean,
): Promise<void> {
  const rows = await generationsIn(options.pool);
  const live = rows.find(({ state }) => state === 'live');
  const next = rows.find((row) => row.number === number);
  if (!live || next?.state !== 'building') return;
  const compared = await compareGenerations({ ...options, live, next });
  if (compared.skipped.length > 0 && !isAtHead && isSameCode(live, next)) return; // compared at the next look
  const comparison = {
    ...compared,
    differences: [...compared.differences, ...(await newlyParked(options.pool, live.number, number))],
  };
  if (comparison.differences.length === 0) await swapTo(options, number);
  else await letWait(options.pool, number, comparison);
}

function isSameCode(one: { readonly definition: unknown }, other: { readonly definition: unknown }): boolean {
  return JSON.stringify(one.definition) === JSON.stringify(other.definition);
}

/** Records that only the new generation could not take in. */
async function newlyParked(db: Database, live: number, next: number): Promise<Comparison['differences']> {
  const { rows } = await db.query<{ place: string; error: string }>(
    `select topic || '/' || partition || '@' || "offset" as place, error from ${schemaOf(next)}.parked as parked
     where error is not null and not exists (
       select from ${schemaOf(live)}.parked as before
       where (before.topic, before.partition, before."offset") = (parked.topic, parked.partition, parked."offset"))
     order by parked.topic, parked.partition, parked."offset" limit 20`,
  );
  return rows.map(({ place, error }) => ({ what: place, live: 'folded', next: `parked: ${error}` }));
}
