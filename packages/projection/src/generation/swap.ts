import type pg from 'pg';
import { generationsIn, locked } from './control.ts';
import type { Comparison } from './compare.ts';
import type { GenerationOptions } from './open-generation.ts';
import { schemaOf } from './schema.ts';
import { generationSql, pointViews } from './views.ts';
import type { ReadView } from './views.ts';

/**
 * Points readers at a generation in one transaction. The one before it is kept, older ones and abandoned ones are
 * dropped.
 */
export async function swapTo(options: GenerationOptions, number: number): Promise<void> {
  await locked(options.pool, async (client) => {
    const rows = await generationsIn(client);
    const own = rows.find((row) => row.number === number);
    if (own === undefined) throw new Error(`generation ${number} was dropped: a newer one took its place`);
    if (own.state === 'live') return;
    const live = rows.find(({ state }) => state === 'live');
    await client.query(`update projection.generations set state = 'kept' where state = 'live'`);
    await makeLive(client, options, number);
    for (const row of rows) if (row !== own && row !== live) await dropGeneration(client, row.number);
  });
}

/** Leaves readers where they are until the generation is accepted, and says why. */
export async function letWait(pool: pg.Pool, number: number, comparison: Comparison): Promise<void> {
  await pool.query(
    `update projection.generations set state = 'waiting', comparison = $2 where number = $1 and state = 'building'`,
    [number, JSON.stringify(comparison)],
  );
}

/**
 * Points readers back at the generation that was kept; the one that they leave waits to be accepted again.
 * @returns its number; undefined when none is kept
 */
export async function rollBack(options: GenerationOptions): Promise<number | undefined> {
  return locked(options.pool, async (client) => {
    const kept = (await generationsIn(client)).findLast(({ state }) => state === 'kept');
    if (kept === undefined) return undefined;
    await client.query(`update projection.generations set state = 'waiting' where state = 'live'`);
    await makeLive(client, options, kept.number);
    return kept.number;
  });
}

export async function dropGeneration(client: pg.ClientBase, number: number): Promise<void> {
  await client.query(`drop schema ${schemaOf(number)} cascade`);
  await client.query('delete from projection.leases where generation = $1', [number]);
  await client.query('delete from projection.generations where number = $1', [number]);
}

export async function makeLive(
  client: pg.ClientBase,
  { projections, views = [] }: Pick<GenerationOptions, 'projections' | 'views'>,
  number: number,
): Promise<void> {
  await pointViews(client, number, { projections, views });
  await client.query(`update projection.generations set state = 'live', views = $2 where number = $1`, [
    number,
    viewsText({ views }),
  ]);
}

export function viewsText({ views = [] }: { readonly views?: readonly ReadView[] }): string {
  return JSON.stringify([['generation', generationSql(0)], ...views.map(({ name, sql }) => [name, sql])]);
}
