import type { ParkedRecord } from '@casus/domain/parking';
import type { Checkpoint } from '@casus/log';
import type { ProjectedTable } from '../declare/table.ts';
import type { LoadedRows } from '../fold/partition-rows.ts';
import type { TableChanges, Version } from '../fold/version.ts';
import type { Wanted } from '../fold/wanted.ts';
import type { FoldedTables, FoldedVersion } from '../proof/fold-from-zero.ts';
import { StaleOwner } from '../store/partition-store.ts';
import type { Commit, PartitionStore } from '../store/partition-store.ts';

/** Partition 0 in memory; refuses to store a version twice or to end one that it has not. */
export class MemoryStore implements PartitionStore {
  readonly #tables: readonly ProjectedTable[];
  readonly #versions: ReadonlyMap<string, Map<string, Version>>;
  readonly commits: Commit[] = [];
  readonly #parked = new Map<number, ParkedRecord>();
  loads = 0;
  /** Rows that it does not take. */
  refuses: (table: ProjectedTable, version: Version) => boolean = () => false;
  moved: Checkpoint;

  constructor(tables: readonly ProjectedTable[], logId: string) {
    this.#tables = tables;
    this.#versions = new Map(tables.map(({ name }) => [name, new Map()]));
    this.moved = { logId, offset: 0, lastId: '', logTime: 0 };
  }

  async checkpoint(): Promise<Checkpoint> {
    return this.moved;
  }

  async load({ tables: wanted }: Wanted): Promise<LoadedRows> {
    this.loads += 1;
    const find = ({ name, groupOf }: ProjectedTable): readonly Version[] => {
      const { keys = new Set(), groups = new Set() } = wanted.get(name) ?? {};
      const standing = [...this.#of(name).values()].filter(({ until }) => until === null);
      return standing.filter(({ key, row }) => keys.has(key) || (groupOf && groups.has(groupOf(row))));
    };
    return new Map(this.#tables.map((table) => [table.name, find(table)]));
  }

  async storedIds(ids: readonly string[]): Promise<readonly string[]> {
    const stored = new Set(this.commits.flatMap((commit) => commit.ids.map(({ id }) => id)));
    return ids.filter((id) => stored.has(id));
  }

  async parked(): Promise<readonly ParkedRecord[]> {
    return [...this.#parked.values()].toSorted((a, b) => a.record.position.offset - b.record.position.offset);
  }

  async commit(commit: Commit): Promise<void> {
    if (commit.before.offset !== this.moved.offset) throw new StaleOwner('moved');
    for (const { table, opened } of commit.changes)
      if (opened.some((version) => this.refuses(table, version))) throw new Error(`refused by ${table.name}`);
    for (const change of commit.changes) this.#store(change);
    for (const offset of commit.parking.left) this.#parked.delete(offset);
    for (const parked of commit.parking.parked) this.#parked.set(parked.record.position.offset, parked);
    this.moved = commit.after;
    this.commits.push(commit);
  }

  tables(): FoldedTables {
    const folded = ({ key, from, until, row }: Version): FoldedVersion => ({
      key,
      partition: 0,
      from,
      until,
      row,
    });
    return new Map(this.#tables.map(({ name }) => [name, [...this.#of(name).values()].map(folded)]));
  }

  #store({ table, closed, opened }: TableChanges): void {
    const versions = this.#of(table.name);
    for (const { key, from, until } of closed) {
      const version = versions.get(`${key} ${from}`);
      if (version === undefined) throw new Error(`no version ${key} ${from} to end`);
      if (table.keepsHistory) version.until = until;
      else versions.delete(`${key} ${from}`);
    }
    for (const version of opened) {
      const place = `${version.key} ${version.from}`;
      if (versions.has(place)) throw new Error(`version ${place} is there`);
      versions.set(place, structuredClone(version));
    }
  }

  #of(name: string): Map<string, Version> {
    return this.#versions.get(name) ?? new Map<string, Version>();
  }
}
