import type { Fate, ParkingFolds } from '@casus/domain/parking';
import type { Delivered, Rows } from '@casus/domain/rows';
import type { Topic } from '@casus/log';
import type { ProjectedTable } from './table.ts';

/** Rows that a fold will ask for: one by its key, or all of a group. */
export type Wish =
  | { readonly table: { readonly name: string }; readonly key: string }
  | { readonly table: { readonly name: string }; readonly group: string };

/** What two versions of a projection must agree on, so that readers may go over to the newer one by themselves. */
export interface Invariant {
  /** As an operator reads it, such as `reports`. */
  readonly name: string;
  readonly table: string;
  /** An aggregate in SQL over the table's versions, such as `count(*) filter (where until_offset is null)`. */
  readonly sql: string;
}

/**
 * Tables and the one fold that writes them. All projections of a topic fold a record together, in the order in
 * which they are given, and may read each other's tables.
 */
export interface Projection {
  readonly name: string;
  /** Raise it on any change of meaning: a new generation is then folded from position 0. */
  readonly version: number;
  /** The only topic its tables are written from. */
  readonly topic: Topic;
  readonly tables: readonly ProjectedTable[];
  /**
   * A function of the rows and the record alone. It keeps nothing outside the rows, changes no row in place, and may
   * be run again for the same record with its writes discarded. Where it throws the record is parked.
   */
  readonly fold: (rows: Rows, record: Delivered) => void;
  /** What the tables keep of a record that is parked, and of what became of it. @default nothing */
  readonly fate?: (rows: Rows, record: Delivered, fate: Fate) => void;
  /** What another version of it must show as well. @default nothing */
  readonly invariants?: readonly Invariant[];
  /** What the fold will ask for, as far as the record tells: spares a round trip, decides nothing. */
  readonly prefetch?: (record: Delivered) => readonly Wish[];
}

/** @throws {TypeError} two tables of one name */
export function assertDistinctTables(projections: readonly Projection[]): void {
  const seen = new Set<string>();
  for (const { name } of projections.flatMap(({ tables }) => tables)) {
    if (seen.has(name)) throw new TypeError(`two tables are called ${name}`);
    seen.add(name);
  }
}

/** Names and versions of the topic's projections: what a checkpoint was folded with. */
export function foldVersionOf(projections: readonly Projection[], topic: Topic): string {
  const versions = projections.filter((each) => each.topic === topic);
  return versions.map(({ name, version }) => `${name}@${version}`).join(' ');
}

/** All projections of a topic as one fold. */
export function foldsOf(projections: readonly Projection[]): ParkingFolds {
  return {
    fold(rows, record) {
      for (const { fold } of projections) fold(rows, record);
    },
    fate(rows, record, fate) {
      for (const projection of projections) projection.fate?.(rows, record, fate);
    },
  };
}
