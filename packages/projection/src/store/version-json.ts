import type { ProjectedTable } from '../declare/table.ts';
import { timeSlices } from '../fold/time-slices.ts';
import type { Version } from '../fold/version.ts';

/** What `insertVersions` takes. */
export function openedJson(table: ProjectedTable, versions: readonly Version[]): Promise<string> {
  return jsonArray(versions, ({ key, from, until, row }) =>
    JSON.stringify({
      key,
      from_offset: from,
      until_offset: until,
      group_key: table.groupOf?.(row),
      data: row,
      ...table.columnValues(row, key),
    }),
  );
}

/** What `endVersions` takes. */
export function closedJson(versions: readonly Version[]): Promise<string> {
  return jsonArray(versions, ({ key, from, until }) =>
    JSON.stringify({ key, from_offset: from, until_offset: until }),
  );
}

async function jsonArray(
  versions: readonly Version[],
  encode: (version: Version) => string,
): Promise<string> {
  const slices = timeSlices();
  const parts: string[] = [];
  for (const version of versions) {
    parts.push(encode(version));
    await slices.pause();
  }
  return `[${parts.join(',')}]`;
}
