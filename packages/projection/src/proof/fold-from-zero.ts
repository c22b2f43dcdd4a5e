import { parkingFold } from '@casus/domain/parking';
import type { Delivered, Rows, Table } from '@casus/domain/rows';
import { foldsOf } from '../declare/projection.ts';
import type { Projection } from '../declare/projection.ts';
import type { ProjectedTable } from '../declare/table.ts';

/** A row of one partition from the record that wrote it to the one that ended it (null: it stands). */
export interface FoldedVersion {
  readonly key: string;
  readonly partition: number;
  readonly from: number;
  readonly until: number | null;
  readonly row: unknown;
}

/** Versions of each table, by its name; every table is there. */
export type FoldedTables = ReadonlyMap<string, readonly FoldedVersion[]>;

/**
 * What the tables must hold after these records: each record folded by itself over rows in memory, without
 * batches, loading or storage; records whose fold throws are parked. Partitions may come interleaved, each in its
 * order. Rows are frozen, so that a fold that changes one in place throws.
 */
export function foldFromZero(projections: readonly Projection[], records: Iterable<Delivered>): FoldedTables {
  const tables = new Map<string, Versions>();
  for (const { name, groupOf } of projections.flatMap((projection) => projection.tables))
    tables.set(name, { groupOf, versions: [], standing: new Map() });
  const rows = new PlainRows(tables);
  const folds = new Map(
    topics.map((topic) => [topic, foldsOf(projections.filter((each) => each.topic === topic))]),
  );
  const takeIn = parkingFold(rows, {
    fold: (under, record) => folds.get(record.position.topic)?.fold(under, record),
    fate: (under, record, fate) => folds.get(record.position.topic)?.fate(under, record, fate),
  });
  for (const record of records) {
    rows.begin(record.position);
    takeIn(record);
    rows.end();
  }
  return new Map([...tables].map(([name, { versions }]) => [name, versions]));
}

interface Versions {
  readonly groupOf: ProjectedTable['groupOf'];
  readonly versions: FoldedVersion[];
  readonly standing: Map<number, Standing>;
}

/** What stands in one partition. */
interface Standing {
  /** By key, the index of the version. */
  readonly byKey: Map<string, number>;
  /** Keys of each group. */
  readonly groups: Map<string, Set<string>>;
}

const topics = ['world', 'questions'] as const;

/** A record's view of the rows of its partition: what stands, and its own writes over it. */
class PlainRows implements Rows {
  readonly #tables: ReadonlyMap<string, Versions>;
  #place: Delivered['position'] = { topic: 'world', partition: 0, offset: 0 };
  readonly #writes = new Map<string, Map<string, unknown>>();

  constructor(tables: ReadonlyMap<string, Versions>) {
    this.#tables = tables;
  }

  begin(place: Delivered['position']): void {
    this.#place = place;
    this.#writes.clear();
  }

  get<Row>({ name }: Table<Row>, key: string): Row | undefined {
    const writes = this.#writes.get(name);
    return (writes?.has(key) === true ? writes.get(key) : this.#stored(name, key)?.row) as Row | undefined;
  }

  list<Row>(table: Table<Row>, group: string): readonly Row[] {
    const stored = this.#standing(table.name).groups.get(group) ?? [];
    const keys = new Set([...stored, ...(this.#writes.get(table.name)?.keys() ?? [])]);
    const rows = [...keys].toSorted().flatMap((key) => this.get(table, key) ?? []);
    return rows.filter((row) => table.group?.(row) === group);
  }

  put<Row>({ name }: Table<Row>, key: string, row: Row): void {
    this.#write(name, key, frozen(row));
  }

  remove<Row>({ name }: Table<Row>, key: string): void {
    this.#write(name, key, undefined);
  }

  /** Makes the writes versions: one for each row that is another one now. */
  end(): void {
    for (const [name, writes] of this.#writes)
      for (const [key, row] of writes)
        if (this.#stored(name, key)?.row !== row) this.#replace(name, key, row);
  }

  #replace(name: string, key: string, row: unknown): void {
    const table = this.#table(name);
    this.#end(table, key);
    if (row !== undefined) this.#start(table, key, row);
  }

  #end({ versions, groupOf, standing }: Versions, key: string): void {
    const { byKey, groups } = standingOf(standing, this.#place.partition);
    const index = byKey.get(key) ?? -1;
    const last = versions[index];
    if (last === undefined) return;
    versions[index] = { ...last, until: this.#place.offset };
    byKey.delete(key);
    if (groupOf) groups.get(groupOf(last.row))?.delete(key);
  }

  #start({ versions, groupOf, standing }: Versions, key: string, row: unknown): void {
    const { partition, offset } = this.#place;
    const { byKey, groups } = standingOf(standing, partition);
    byKey.set(key, versions.length);
    versions.push({ key, partition, from: offset, until: null, row });
    if (groupOf) groups.set(groupOf(row), (groups.get(groupOf(row)) ?? new Set()).add(key));
  }

  #write(name: string, key: string, row: unknown): void {
    const writes = this.#writes.get(name) ?? new Map<string, unknown>();
    this.#writes.set(name, writes.set(key, row));
  }

  #stored(name: string, key: string): FoldedVersion | undefined {
    const index = this.#standing(name).byKey.get(key);
    return index === undefined ? undefined : this.#table(name).versions[index];
  }

  #standing(name: string): Standing {
    return standingOf(this.#table(name).standing, this.#place.partition);
  }

  #table(name: string): Versions {
    const table = this.#tables.get(name);
    if (table === undefined) throw new TypeError(`no projection has a table ${name}`);
    return table;
  }
}

function standingOf(standing: Versions['standing'], partition: number): Standing {
  const own = standing.get(partition) ?? { byKey: new Map(), groups: new Map() };
  standing.set(partition, own);
  return own;
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}
