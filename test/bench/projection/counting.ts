import type { Table } from '@casus/domain/rows';
import { projectedTable } from '@casus/projection';
import type { Projection } from '@casus/projection';

interface Count {
  readonly name: string;
  readonly records: number;
  readonly total: number;
}

const counts: Table<Count> = { name: 'counts' };
const entries: Table<{ readonly name: string; readonly amount: number; readonly at: number }> = {
  name: 'entries',
};

/** How many names the records of the benchmark are about. */
const names = 20_000;

export interface Counted {
  readonly name: string;
  readonly amount: number;
}

/** What the record at an offset says; scattered, so that neighbours are of different names. */
export function countedAt(offset: number): Record<keyof Counted, string | number> {
  return { name: `name-${(offset * 7_919) % names}`, amount: offset % 100 };
}

/** Two upserts a record: one row of its own, and the row of its name, whose last version it ends. */
export const counting: Projection = {
  name: 'counting',
  version: 1,
  topic: 'questions',
  tables: [
    projectedTable(counts, {
      columns: { total: { type: 'bigint', of: ({ total }) => total } },
      history: false,
    }),
    projectedTable(entries, { columns: { amount: { type: 'bigint', of: ({ amount }) => amount } } }),
  ],
  fold(rows, { type, data, position, logTime }) {
    if (type !== 'casus.bench.counted.v1') return;
    const { name, amount } = data as Counted;
    const before = rows.get(counts, name);
    rows.put(counts, name, {
      name,
      records: (before?.records ?? 0) + 1,
      total: (before?.total ?? 0) + amount,
    });
    rows.put(entries, String(position.offset), { name, amount, at: logTime });
  },
};
