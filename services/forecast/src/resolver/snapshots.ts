import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ResolverSnapshot } from '@casus/claims/resolver';
import type { WorldSnapshot } from '@casus/domain/world-memory';
import type { Checkpoint, EventLog, Topic } from '@casus/log';
import type { Logger } from '@casus/platform';
import { makeTables } from '@casus/platform/postgres';
import type { Pool } from 'pg';

/** Raised with every change of what a snapshot holds, or of how `world` and `questions` are folded into rows. */
const format = 2;

/** How far a partition was read, and the ids of its records where the log may repeat them. */
export interface ReadPart {
  readonly checkpoint: Checkpoint;
  readonly ids: ReadonlySet<string>;
}

export interface SavedWorld extends ReadPart {
  readonly world: WorldSnapshot;
}

export interface SavedShard extends ReadPart {
  readonly resolver: ResolverSnapshot;
}

/** Where resolvers keep what they remember, to start from. What does not fit this log and code is ignored aloud. */
export interface Snapshots {
  /** The newest of `world` that is no newer than any partition of `questions`; undefined: start from zero. */
  world(): Promise<SavedWorld | undefined>;
  /** The newest of a partition of `questions`. */
  shard(partition: number): Promise<SavedShard | undefined>;
  /** Each whole or not at all. Gives the bytes that it takes. */
  putWorld(saved: SavedWorld): Promise<number>;
  putShard(partition: number, saved: SavedShard): Promise<number>;
}

export interface SnapshotsOptions {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly logger: Logger;
  /** Version of the engine. */
  readonly engine: number;
}

interface Row {
  readonly name: string;
  readonly cut: string;
  readonly hash: string;
  readonly body: Buffer;
}

/** Table `app.resolver_snapshots`: a row for each part of what resolvers remember, at one cut of `world`. */
export async function makeSnapshots(options: SnapshotsOptions): Promise<Snapshots> {
  const { pool, log } = options;
  await makeTables(pool, [
    'create schema if not exists app',
    `create table if not exists app.resolver_snapshots (
       name text not null, cut bigint not null, log_id text not null, format int not null, engine int not null,
       hash text not null, body bytea not null, made_at timestamptz not null default clock_timestamp(),
       primary key (name, log_id, format, engine, cut))`,
  ]);
  const partitions = log.partitions.questions;
  return {
    async world() {
      const [row] = await rowsOf(options, newestWorld, [partitions]);
      return row && read<SavedWorld>(options, row, { topic: 'world', partition: 0 });
    },
    async shard(partition) {
      const [row] = await rowsOf(options, newestShard, [`questions/${partition}`]);
      return row && read<SavedShard>(options, row, { topic: 'questions', partition });
    },
    putWorld: (saved) => put(options, { name: 'world', cut: saved.world.cut, saved }),
    putShard: (partition, saved) =>
      put(options, { name: `questions/${partition}`, cut: saved.resolver.world, saved }),
  };
}

const ours = 'log_id = $1 and format = $2 and engine = $3';

const newestWorld = `
  select name, cut, hash, body from app.resolver_snapshots
  where name = 'world' and ${ours} and cut <= (
    select min(newest) from (
      select max(cut) as newest from app.resolver_snapshots
      where name like 'questions/%' and ${ours} group by name) as shards
    having count(*) = $4)
  order by cut desc limit 1`;

const newestShard = `
  select name, cut, hash, body from app.resolver_snapshots
  where name = $4 and ${ours} order by cut desc limit 1`;

/** Of a partition the newest is kept, of `world` those that the oldest partition can begin with. */
const forgetOlder = `
  with shards as (
    select name, max(cut) as newest from app.resolver_snapshots
    where name like 'questions/%' and ${ours} group by name),
  base as (
    select max(cut) as cut from app.resolver_snapshots
    where name = 'world' and ${ours} and cut <= (select min(newest) from shards))
  delete from app.resolver_snapshots as old where ${ours} and (
    cut < (select newest from shards where shards.name = old.name)
    or (name = 'world' and cut < (select cut from base)))`;

async function rowsOf(
  { pool, log, engine, logger }: SnapshotsOptions,
  sql: string,
  more: readonly unknown[],
): Promise<readonly Row[]> {
  const { rows } = await pool.query<Row>(sql, [log.logId, format, engine, ...more]);
  if (rows.length > 0) return rows;
  const others = await pool.query<{ name: string }>(
    `select distinct name from app.resolver_snapshots where not (${ours})`,
    [log.logId, format, engine],
  );
  if (others.rows.length > 0)
    logger.warn(
      { names: others.rows.map(({ name }) => name), engine, format },
      'snapshots of another log, engine or format are ignored',
    );
  return rows;
}

async function read<Saved extends ReadPart>(
  { log, logger }: SnapshotsOptions,
  { name, cut, hash, body }: Row,
  { topic, partition }: { readonly topic: Topic; readonly partition: number },
): Promise<Saved | undefined> {
  try {
    if (hashOf(body) !== hash) throw new Error('its hash is another one');
    const saved = deserialize(zstdDecompressSync(body)) as Saved;
    const { offset, lastId } = saved.checkpoint;
    const [last] = offset === 0 ? [] : await log.read(topic, partition, offset - 1, 1);
    if (offset > 0 && last?.id !== lastId) throw new Error('the log is not the one that it was made of');
    return saved;
  } catch (error) {
    logger.warn({ err: error, name, cut }, 'a snapshot is ignored');
    return undefined;
  }
}

async function put(
  { pool, log, engine }: SnapshotsOptions,
  { name, cut, saved }: { readonly name: string; readonly cut: number; readonly saved: ReadPart },
): Promise<number> {
  const body = zstdCompressSync(serialize(saved));
  const own = [log.logId, format, engine];
  await pool.query(
    `insert into app.resolver_snapshots (log_id, format, engine, name, cut, hash, body)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (name, log_id, format, engine, cut) do update set
       hash = excluded.hash, body = excluded.body, made_at = clock_timestamp()`,
    [...own, name, cut, hashOf(body), body],
  );
  await pool.query(forgetOlder, own);
  return body.length;
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
