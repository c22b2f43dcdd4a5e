import type { EventLog } from '@casus/log';
import type pg from 'pg';
import { assertDistinctTables } from '../declare/projection.ts';
import type { Projection } from '../declare/projection.ts';
import { inTransaction } from '../store/transaction.ts';
import { commonTables, createSchema, schemaOf } from './schema.ts';
import { createTable } from '../store/table-sql.ts';
import { pointViews } from './views.ts';
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
  /** `building` until it has caught up and readers are pointed at it. */
  readonly state: 'live' | 'building';
}

/** Which projections a generation holds: versions and tables. Another definition needs another generation. */
type Definition = Readonly<Record<string, { readonly version: number; readonly tables: string }>>;

interface GenerationRow {
  readonly number: number;
  readonly state: 'live' | 'building' | 'kept';
  readonly definition: Definition;
  readonly views: string;
}

/** Any number that no other lock of the database uses. */
const openingLock = 4_836_202;

const control = `
create schema if not exists projection;
create table if not exists projection.generations (
  number int primary key,
  state text not null check (state in ('building', 'live', 'kept')),
  definition json not null,
  views text not null default '',
  created_at timestamptz not null default now()
);
create unique index if not exists one_live_generation on projection.generations (state) where state = 'live';
create table if not exists projection.leases (
  generation int not null,
  topic text not null,
  partition int not null,
  owner text not null,
  epoch bigint not null,
  expires_at timestamptz not null,
  primary key (generation, topic, partition)
);`;

/** This code is older than what readers see. */
export class OlderCode extends Error {
  override readonly name = 'OlderCode';
}

/**
 * The generation that these projections write: the live one when it has their versions and tables, else a new one
 * beside it, to be folded from position 0. The very first is live at once.
 * @throws {OlderCode} the live generation has a higher version of a projection
 */
export async function openGeneration(options: GenerationOptions): Promise<Generation> {
  assertDistinctTables(options.projections);
  return locked(options.pool, async (client) => {
    const rows = await generations(client);
    const live = rows.find(({ state }) => state === 'live');
    const definition = definitionOf(options.projections);
    if (live === undefined) {
      const number = await createGeneration(client, options, definition);
      await makeLive(client, options, number);
      return { number, state: 'live' };
    }
    assertNotOlder(live.definition, definition);
    if (isSame(live.definition, definition)) {
      if (live.views !== viewsText(options)) await makeLive(client, options, live.number);
      return { number: live.number, state: 'live' };
    }
    const begun = rows.find((row) => row.state === 'building' && isSame(row.definition, definition));
    const number = begun?.number ?? (await createGeneration(client, options, definition));
    return { number, state: 'building' };
  });
}

/**
 * Points readers at a generation in one transaction. The one before it is kept, older ones and abandoned ones are
 * dropped.
 */
export async function swapTo(options: GenerationOptions, number: number): Promise<void> {
  await locked(options.pool, async (client) => {
    const rows = await generations(client);
    const own = rows.find((row) => row.number === number);
    if (own === undefined) throw new Error(`generation ${number} was dropped: a newer one took its place`);
    if (own.state === 'live') return;
    const live = rows.find(({ state }) => state === 'live');
    await client.query(`update projection.generations set state = 'kept' where state = 'live'`);
    await makeLive(client, options, number);
    for (const row of rows) if (row !== own && row !== live) await dropGeneration(client, row.number);
  });
}

async function locked<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [openingLock]);
    await client.query(control);
    return work(client);
  });
}

async function generations(client: pg.ClientBase): Promise<readonly GenerationRow[]> {
  const { rows } = await client.query<GenerationRow>(
    'select number, state, definition, views from projection.generations order by number',
  );
  return rows;
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

async function dropGeneration(client: pg.ClientBase, number: number): Promise<void> {
  await client.query(`drop schema ${schemaOf(number)} cascade`);
  await client.query('delete from projection.leases where generation = $1', [number]);
  await client.query('delete from projection.generations where number = $1', [number]);
}

async function makeLive(
  client: pg.ClientBase,
  { projections, views = [] }: GenerationOptions,
  number: number,
): Promise<void> {
  await pointViews(client, number, { projections, views });
  await client.query(`update projection.generations set state = 'live', views = $2 where number = $1`, [
    number,
    viewsText({ views }),
  ]);
}

function viewsText({ views = [] }: { readonly views?: readonly ReadView[] }): string {
  return JSON.stringify(views.map(({ name, sql }) => [name, sql]));
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
