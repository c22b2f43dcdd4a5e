import type { ProjectedTable } from '../declare/table.ts';
import type { NamesOfKind, SeenNames } from './seen-names.ts';
import type { TimeSlices } from './time-slices.ts';
import { copiesInOrder } from './version.ts';
import type { TableChanges, Version } from './version.ts';

/** A current row as the store has it. */
export interface LoadedRow {
  readonly key: string;
  readonly from: number;
  readonly row: unknown;
}

/** What stands under a key: a version, null when there is none, undefined when that is not known. */
type Standing = Version | null | undefined;

/** Names of rows that were at hand once, where nothing else can be in the store. */
interface Forgotten {
  readonly keys: NamesOfKind;
  readonly groups: NamesOfKind;
}

/**
 * The rows of one table that are at hand: loaded ones, and what the batch made of them. A record's writes stand
 * at once, and are kept or taken back together.
 */
export class TableRows {
  readonly table: ProjectedTable;
  #standing = new Map<string, Version | null>();
  /** Keys of rows at hand, sorted, by group. */
  readonly #groups = new Map<string, string[]>();
  /** Groups of which all rows are at hand. */
  readonly #whole = new Set<string>();
  /** What stood before the record that is being folded. */
  readonly #before = new Map<string, Standing>();
  #closed: Version[] = [];
  #opened: Version[] = [];

  readonly #forgotten: Forgotten | undefined;

  /** `forgotten` for a table that was empty at the start; other tables may share it. */
  constructor(table: ProjectedTable, forgotten?: SeenNames) {
    this.table = table;
    this.#forgotten = forgotten && {
      keys: forgotten.of(`${table.name} key `),
      groups: forgotten.of(`${table.name} group `),
    };
  }

  get size(): number {
    return this.#standing.size;
  }

  get(key: string): Standing {
    const standing = this.#standing.get(key);
    if (standing) standing.inUse = true;
    return standing === undefined && this.#forgotten?.keys.mayHave(key) === false ? null : standing;
  }

  hasGroup(group: string): boolean {
    return this.#whole.has(group) || this.#forgotten?.groups.mayHave(group) === false;
  }

  /** The rows of the group that are at hand, in order of key. */
  list(group: string): unknown[] {
    return (this.#groups.get(group) ?? []).map((key) => this.#standing.get(key)?.row);
  }

  write(key: string, version: Version | null): void {
    const last = this.#standing.get(key);
    if (!this.#before.has(key)) this.#before.set(key, last);
    if (version && last) version.inUse = true;
    this.#place(key, version);
  }

  /** Takes the record's writes back. */
  discard(): void {
    for (const [key, standing] of this.#before) this.#place(key, standing);
    this.#before.clear();
  }

  /** Keeps the record's writes: one version for each row that is another one now. */
  keep(offset: number): void {
    for (const [key, before] of this.#before) {
      const now = this.#standing.get(key);
      if (before?.row === now?.row) this.#place(key, before);
      else this.#change(before, now, offset);
    }
    this.#before.clear();
  }

  /** Takes in what the store has for these keys and groups; what is at hand stays as it is. */
  absorb(keys: Iterable<string>, groups: Iterable<string>, loaded: readonly LoadedRow[]): void {
    for (const { key, from, row } of loaded)
      if (!this.#standing.has(key))
        this.#place(key, { key, from, row, until: null, stored: true, inUse: false });
    for (const key of keys) if (!this.#standing.has(key)) this.#standing.set(key, null);
    for (const group of groups) this.#whole.add(group);
  }

  /** What changed since the last commit, as it is now: what is folded next does not show in it. */
  async changes(slices: TimeSlices): Promise<TableChanges> {
    const { table } = this;
    const opened = this.#opened.filter(
      ({ until, from }) => until === null || (table.keepsHistory && until > from),
    );
    return {
      table,
      closed: await copiesInOrder(this.#closed, slices),
      opened: await copiesInOrder(opened, slices),
    };
  }

  /** The store has all of it, or will have it before it gets what comes next. */
  committed(): void {
    for (const version of this.#opened) version.stored = true;
    this.#closed = [];
    this.#opened = [];
  }

  /** How many rows are in use. */
  get inUse(): number {
    let count = 0;
    for (const version of this.#standing.values()) if (version?.inUse) count += 1;
    return count;
  }

  /**
   * Only while the store has everything: what is asked for again is loaded. Rows in use may stay; they are forgotten
   * the next time if they are not used until then.
   */
  async forget(keepsInUse: boolean, slices: TimeSlices): Promise<void> {
    const rows = this.#standing;
    this.#standing = new Map();
    this.#groups.clear();
    this.#whole.clear();
    for (const [key, version] of rows) {
      if (!version) continue;
      this.#note(key, version);
      if (keepsInUse && version.inUse) this.#place(key, Object.assign(version, { inUse: false }));
      await slices.pause();
    }
  }

  #note(key: string, { row }: Version): void {
    const { groupOf } = this.table;
    this.#forgotten?.keys.add(key);
    if (groupOf) this.#forgotten?.groups.add(groupOf(row));
  }

  #change(before: Standing, now: Standing, offset: number): void {
    if (before) {
      before.until = offset;
      if (before.stored) this.#closed.push(before);
    }
    if (now) this.#opened.push(now);
  }

  #place(key: string, next: Standing): void {
    const last = this.#standing.get(key);
    const { groupOf } = this.table;
    const group = next && groupOf ? groupOf(next.row) : undefined; // may throw: nothing is changed before it
    if (next === undefined) this.#standing.delete(key);
    else this.#standing.set(key, next);
    if (last && groupOf) removeSorted(this.#groups.get(groupOf(last.row)) ?? [], key);
    if (group !== undefined) insertSorted(this.#group(group), key);
  }

  #group(name: string): string[] {
    const keys = this.#groups.get(name) ?? [];
    this.#groups.set(name, keys);
    return keys;
  }
}

function insertSorted(keys: string[], key: string): void {
  keys.splice(placeOf(keys, key), 0, key);
}

function removeSorted(keys: string[], key: string): void {
  const index = placeOf(keys, key);
  if (keys[index] === key) keys.splice(index, 1);
}

/** Index of the first key that is not less. */
function placeOf(keys: readonly string[], key: string): number {
  let low = 0;
  for (let high = keys.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
