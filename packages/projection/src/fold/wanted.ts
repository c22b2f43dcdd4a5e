import type { Wish } from '../declare/projection.ts';

interface TableWishes {
  readonly keys: Set<string>;
  readonly groups: Set<string>;
}

/** Wishes by table, each once. */
export class Wanted {
  readonly tables = new Map<string, TableWishes>();

  get isEmpty(): boolean {
    return this.tables.size === 0;
  }

  add(wish: Wish): void {
    const { name } = wish.table;
    const wishes = this.tables.get(name) ?? { keys: new Set(), groups: new Set() };
    this.tables.set(name, wishes);
    if ('key' in wish) wishes.keys.add(wish.key);
    else wishes.groups.add(wish.group);
  }

  addAll(other: Wanted): void {
    for (const [name, { keys, groups }] of other.tables) {
      for (const key of keys) this.add({ table: { name }, key });
      for (const group of groups) this.add({ table: { name }, group });
    }
  }
}
