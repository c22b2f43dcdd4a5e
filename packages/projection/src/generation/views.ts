import type pg from 'pg';
import type { Projection } from '../declare/projection.ts';
import { qualified } from '../store/table-sql.ts';
import { schemaOf } from './schema.ts';

/** A view of the read schema beside those of the tables. */
export interface ReadView {
  readonly name: string;
  /** A query that names the generation's tables without a schema. */
  readonly sql: string;
}

/**
 * Points the read schema at a generation: `read.TABLE` is what stands now, `read.TABLE_history` has all versions.
 * Readers that begin with `read.generation` never see two generations in one transaction: it is locked first.
 */
export async function pointViews(
  client: pg.ClientBase,
  generation: number,
  {
    projections,
    views,
  }: { readonly projections: readonly Projection[]; readonly views: readonly ReadView[] },
): Promise<void> {
  const schema = schemaOf(generation);
  await client.query('create schema if not exists read');
  await dropViews(client);
  await client.query(`create view read.generation as ${generationSql(generation)}`);
  for (const name of ['checkpoints', 'steps', 'ids', 'parked'])
    await client.query(`create view read.${name} as select * from ${schema}.${name}`);
  for (const table of projections.flatMap(({ tables }) => tables)) {
    const own = table.columns.map(({ name }) => `, "${name}"`).join('');
    const source = qualified(schema, table);
    await client.query(
      `create view read."${table.name}" as select key, partition, from_offset${own}, data from ${source}
       where until_offset is null`,
    );
    if (table.keepsHistory)
      await client.query(
        `create view read."${table.name}_history" as
         select key, partition, from_offset, until_offset${own}, data from ${source}`,
      );
  }
  await client.query(`set local search_path = ${schema}`);
  for (const { name, sql } of views) await client.query(`create view read."${name}" as ${sql}`);
  await client.query('set local search_path to default');
}

/**
 * `stale` is true while a generation of other projections is filled or waits beside the one that readers see: the
 * code that runs folds that one, and what readers see stands still.
 */
export const generationSql = (generation: number): string => `select ${generation} as number, exists (
  select from projection.generations as beside
  where beside.state in ('building', 'waiting') and beside.definition::text <> (
    select seen.definition::text from projection.generations as seen where seen.number = ${generation})
) as stale`;

/** Lets the view of the generation that readers see say whether it is stale; leaves one alone that does: readers hold it. */
export async function completeGenerationView(client: pg.ClientBase, generation: number): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_attribute where attrelid = to_regclass('read.generation') and attname = 'stale'`,
  );
  if (rowCount === 0)
    await client.query(`create or replace view read.generation as ${generationSql(generation)}`);
}

/** In one order, `generation` first; a drop waits for the transactions that have read the view. */
async function dropViews(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select viewname as name from pg_views where schemaname = 'read' order by viewname <> 'generation', viewname`,
  );
  for (const { name } of rows) await client.query(`drop view if exists read."${name}" cascade`);
}
