import type { EventLog } from '@casus/log';
import type pg from 'pg';
import { assertDistinctTables } from '../declare/projection.ts';
import type { Projection } from '../declare/projection.ts';
import { createTable } from '../store/table-sql.ts';
import { generationsIn, locked } from './control.ts';
import type { Definition, GenerationRow } from './control.ts';
import { commonTables, createSchema, schemaOf } from './schema.ts';
import { dropGeneration, makeLive, viewsText } from './swap.ts';
import { completeGenerationView } from './views.ts';
import type { ReadView } from './views.ts';

export interface GenerationOptions {
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly projections: readonly Projection[];
  /** @default none */
  readonly views?: readonly ReadView[];
}

export interface Generation {
  readonly number: number;
  /** Readers see another one until this one has caught up, and is like it or accepted. */
  readonly state: 'live' | 'building' | 'waiting';
}

/** This code is older than what readers see. */
export class OlderCode extends Error {
  override readonly name = 'OlderCode';
}

/**
 * The generation that these projections write: the live one when it has their versions and tables, else one beside
 * it, to be folded from position 0. The very first is live at once.
 * @throws {OlderCode} the live generation has a higher version of a projection
 */
export async function openGeneration(options: GenerationOptions): Promise<Generation> {
  assertDistinctTables(options.projections);
  return locked(options.pool, async (client) => {
    const rows = await generationsIn(client);
    const live = rows.find(({ state }) => state === 'live');
    const definition = definitionOf(options.projections);
    if (live === undefined) {
      const number = await createGeneration(client, options, definition);
      await makeLive(client, options, number);
      return { number, state: 'live' };
    }
    if (isSame(live.definition, definition)) {
      if (live.views !== viewsText(options)) await makeLive(client, options, live.number);
      return { number: live.number, state: 'live' };
    }
    await completeGenerationView(client, live.number);
    const begun = rows.find((row) => isBeside(row) && isSame(row.definition, definition));
    if (begun !== undefined)
      return { number: begun.number, state: begun.state === 'waiting' ? 'waiting' : 'building' };
    assertNotOlder(live.definition, definition);
    return { number: await createGeneration(client, options, definition), state: 'building' };
  });
}

/**
 * Begins a generation of the same projections beside the live one; others that were begun and not finished, or wait
 * to be accepted, are dropped.
 */
export async function beginRebuild(options: GenerationOptions): Promise<number> {
  return locked(options.pool, async (client) => {
    for (const row of await generationsIn(client))
      if (isBeside(row)) await dropGeneration(client, row.number);
    return createGeneration(client, options, definitionOf(options.projections));
  });
}

/** The generations that code with these projections folds: readers' and those beside it. */
export async function foldedBy({
  pool,
  projections,
}: Pick<GenerationOptions, 'pool' | 'projections'>): Promise<readonly Generation[]> {
  const definition = definitionOf(projections);
  const rows = await generationsIn(pool);
  return rows.flatMap(({ number, state, definition: own }) =>
    state !== 'kept' && isSame(own, definition) ? [{ number, state }] : [],
  );
}

function isBeside({ state }: GenerationRow): boolean {
  return state === 'building' || state === 'waiting';
}

async function createGeneration(
  client: pg.ClientBase,
  options: GenerationOptions,
  definition: Definition,
): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `insert into projection.generations (number, state, definition)
     select coalesce(max(number), 0) + 1, 'building', $1 from projection.generations returning number`,
    [JSON.stringify(definition)],
  );
  const number = rows[0]?.number ?? 1;
  await createSchema(client, schemaOf(number), options);
  return number;
}

function definitionOf(projections: readonly Projection[]): Definition {
  const common: Definition = { '': { version: 0, tables: commonTables('g') } };
  const own = Object.fromEntries(
    projections.map(({ name, version, topic, tables }) => [
      name,
      {
        version,
        tables: [topic, ...tables.map((table) => createTable('g', table) + table.keepsHistory)].join('\n'),
      },
    ]),
  );
  return { ...common, ...own };
}

function isSame(one: Definition, other: Definition): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function assertNotOlder(live: Definition, own: Definition): void {
  for (const [name, { version }] of Object.entries(own)) {
    const current = live[name]?.version ?? version;
    if (current > version)
      throw new OlderCode(`projection ${name} is version ${version} here, readers see version ${current}`);
  }
}
