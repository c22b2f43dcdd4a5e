import type { ProjectedTable } from '../declare/table.ts';
import { sortedInSlices } from './sorted-in-slices.ts';
import type { TimeSlices } from './time-slices.ts';

/** A row from the record that wrote it to the one that replaced or removed it. */
export interface Version {
  readonly key: string;
  readonly row: unknown;
  /** Offset of the record that wrote it. */
  readonly from: number;
  /** Offset of the record that ended it; null: it stands. */
  until: number | null;
  /** Whether the store has it. */
  stored: boolean;
  /** Whether it replaced a row at hand, or was asked for, since rows were last forgotten. */
  inUse: boolean;
}

/** What a batch changed in one table, in order of key and offset. */
export interface TableChanges {
  readonly table: ProjectedTable;
  /** Versions in the store that have an end now. */
  readonly closed: readonly Version[];
  /** Versions that the store has not. */
  readonly opened: readonly Version[];
}

export async function copiesInOrder(
  versions: readonly Version[],
  slices: TimeSlices,
): Promise<readonly Version[]> {
  const copies = versions.map((version) => ({ ...version }));
  return sortedInSlices(copies, compareVersions, slices);
}

function compareVersions(one: Version, other: Version): number {
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  return one.from - other.from;
}
