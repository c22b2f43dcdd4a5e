import type { Checkpoint, Topic } from '@casus/log';
import { leastCopied } from './copy-lines.ts';
import { copyVersions } from './copy-versions.ts';
import { readParked, storeParking } from './parked-sql.ts';
import type pg from 'pg';
import type { ProjectedTable } from '../declare/table.ts';
import type { LoadedRow } from '../fold/table-rows.ts';
import type { TableChanges } from '../fold/version.ts';
import type { Wanted } from '../fold/wanted.ts';
import { StaleOwner } from './partition-store.ts';
import type { Commit, PartitionStore } from './partition-store.ts';
import { insertIds, insertSteps } from './steps-sql.ts';
import { isStorable } from './storable.ts';
import { endVersions, insertVersions, selectByGroup, selectByKey } from './table-sql.ts';
import { inOneGo } from './in-one-go.ts';
import { inTransaction } from './transaction.ts';
import { closedJson, openedJson } from './version-json.ts';

export interface StoreOptions {
  readonly pool: pg.Pool;
  /** The generation's schema, such as `g3`. */
  readonly schema: string;
  readonly topic: Topic;
  readonly partition: number;
  /** All tables written from the topic. */
  readonly tables: readonly ProjectedTable[];
  /** What the generation was folded with from its first record on. */
  readonly foldVersion: string;
  /** Adds many rows of a table by COPY. @default false */
  readonly copies?: boolean;
}

interface CheckpointRow {
  readonly log_id: string;
  readonly next_offset: string;
  readonly last_id: string;
  readonly log_time: string;
  readonly fold_version: string;
}

interface StoredRow {
  readonly key: string;
  readonly from_offset: string;
  readonly data: unknown;
}

export function postgresStore(options: StoreOptions): PartitionStore {
  const tables = new Map(options.tables.map((table) => [table.name, table]));
  return {
    checkpoint: () => readCheckpoint(options),
    async load(wanted) {
      const loads = [...wanted.tables.keys()].map(async (name) => {
        const table = tables.get(name);
        return [name, table === undefined ? [] : await loadRows(options, table, wanted)] as const;
      });
      return new Map(await Promise.all(loads));
    },
    parked: () => readParked(options),
    storedIds: (ids) => readIds(options, ids),
    commit: (commit) => commitBatch(options, commit),
  };
}

async function readCheckpoint({
  pool,
  schema,
  topic,
  partition,
  foldVersion,
}: StoreOptions): Promise<Checkpoint> {
  const { rows } = await pool.query<CheckpointRow>(
    `select * from ${schema}.checkpoints where topic = $1 and partition = $2`,
    [topic, partition],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`generation ${schema} has no checkpoint of ${topic}/${partition}`);
  if (row.fold_version !== foldVersion)
    throw new Error(
      `${schema} ${topic}/${partition} is folded by ${row.fold_version}, this is ${foldVersion}`,
    );
  const { log_id: logId, next_offset: offset, last_id: lastId, log_time: logTime } = row;
  return { logId, offset: Number(offset), lastId, logTime: Number(logTime) };
}

async function loadRows(
  { pool, schema, partition }: StoreOptions,
  table: ProjectedTable,
  wanted: Wanted,
): Promise<readonly LoadedRow[]> {
  const { keys, groups } = wanted.tables.get(table.name) ?? { keys: [], groups: [] };
  const select = async (sql: string, values: Iterable<string>): Promise<StoredRow[]> => {
    const json = JSON.stringify([...values].filter(isStorable));
    if (json === '[]') return [];
    return (await pool.query<StoredRow>(sql, [json, partition])).rows;
  };
  const stored = await Promise.all([
    select(selectByKey(schema, table), keys),
    select(selectByGroup(schema, table), groups),
  ]);
  return stored.flat().map(({ key, from_offset, data }) => ({ key, from: Number(from_offset), row: data }));
}

/** The compare-and-set comes first: it holds off every other owner, and an owner that came too late changes nothing. */
async function commitBatch(
  options: StoreOptions,
  { before, after, changes, steps, ids, parking }: Commit,
): Promise<void> {
  const isCopied = ({ opened }: TableChanges): boolean =>
    options.copies === true && opened.length >= leastCopied;
  const writes = await Promise.all(
    changes.map((change) => tableWrites(options, isCopied(change) ? { ...change, opened: [] } : change)),
  );
  await inTransaction(options.pool, async (client) => {
    const write = async ({ rows, sql, json }: TableWrite): Promise<void> => {
      const { rowCount } = await client.query(sql, [json, options.partition]);
      if (rowCount !== rows) throw new Error(`${rowCount ?? 0} rows instead of ${rows} changed by ${sql}`);
    };
    const works = [
      () => moveCheckpoint(client, options, { before, after }),
      ...writes.flat().map((each) => () => write(each)),
      () => insertSteps(client, options, steps),
      () => insertIds(client, options, ids),
      () => storeParking(client, options, parking),
    ];
    if (options.copies !== true) return inOneGo(client, works);
    for (const work of works) await work();
    for (const { table, opened } of changes.filter(isCopied))
      await copyVersions(client, { ...options, table, versions: opened });
  });
}

interface TableWrite {
  readonly sql: string;
  readonly json: string;
  /** How many rows it changes. */
  readonly rows: number;
}

/** One statement for the versions that ended, one for those that began. */
async function tableWrites(
  { schema }: StoreOptions,
  { table, closed, opened }: TableChanges,
): Promise<readonly TableWrite[]> {
  const writes = [
    { sql: endVersions(schema, table), json: await closedJson(closed), rows: closed.length },
    { sql: insertVersions(schema, table), json: await openedJson(table, opened), rows: opened.length },
  ];
  return writes.filter(({ rows }) => rows > 0);
}

async function moveCheckpoint(
  client: pg.ClientBase,
  { schema, topic, partition, foldVersion }: StoreOptions,
  { before, after }: Pick<Commit, 'before' | 'after'>,
): Promise<void> {
  const { rowCount } = await client.query(
    `
update ${schema}.checkpoints set next_offset = $1, last_id = $2, log_time = $3, moved_at = now()
where topic = $4 and partition = $5 and fold_version = $6 and log_id = $7 and next_offset = $8 and last_id = $9`,
    [
      after.offset,
      after.lastId,
      after.logTime,
      topic,
      partition,
      foldVersion,
      before.logId,
      before.offset,
      before.lastId,
    ],
  );
  if (rowCount === 1) return;
  throw new StaleOwner(
    `the checkpoint of ${schema} ${topic}/${partition} is not at ${before.offset} any more`,
  );
}

async function readIds(
  { pool, schema, topic, partition }: StoreOptions,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from ${schema}.ids where topic = $1 and partition = $2
     and id = any (array(select asked.id::uuid from json_array_elements_text($3::json) as asked (id)))`,
    [topic, partition, JSON.stringify(ids)],
  );
  return rows.map(({ id }) => id);
}
