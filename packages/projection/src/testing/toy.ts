import type { Delivered, Table } from '@casus/domain/rows';
import type { Projection } from '../declare/projection.ts';
import { projectedTable } from '../declare/table.ts';

/** Something counted: what tests count to see that no record is lost or doubled. */
interface Tally {
  readonly name: string;
  readonly team: string;
  readonly records: number;
  readonly total: number;
}

interface Team {
  readonly members: readonly string[];
  readonly total: number;
}

/** What the records of the tests say. */
export type ToyData =
  | { readonly kind: 'add'; readonly name: string; readonly team: string; readonly amount: number }
  | { readonly kind: 'drop'; readonly name: string }
  /** Its fold fails when it has already written. */
  | { readonly kind: 'poison'; readonly name: string }
  /** Postgres refuses its row. */
  | { readonly kind: 'unstorable'; readonly name: string };

export const toyType = 'casus.test.tallied.v1';

export const tallies: Table<Tally> = { name: 'tallies', group: ({ team }) => team };
export const teams: Table<Team> = { name: 'teams' };
export const latest: Table<{ readonly name: string; readonly at: number }> = { name: 'latest' };

/** What became of records that were parked, by offset. */
export const fates: Table<{ readonly fate: string }> = { name: 'fates' };

/** Text that Postgres cannot keep. */
function unstorable(name: string): Tally {
  return { name, team: 'nor\0th', records: 1, total: 1 };
}

const keepFate: Projection['fate'] = (rows, { position }, fate) =>
  rows.put(fates, String(position.offset), { fate: typeof fate === 'object' ? fate.discardedBy : fate });

/** One row for each name; a name may change its team, be dropped and come back. */
export const tallying: Projection = {
  name: 'tallying',
  version: 1,
  topic: 'questions',
  tables: [
    projectedTable(tallies, {
      columns: {
        team: { type: 'text', of: ({ team }) => team },
        total: { type: 'bigint', of: ({ total }) => total },
      },
      indexes: ['(team) where until_offset is null'],
    }),
    projectedTable(latest, { history: false }),
  ],
  fold(rows, { type, data, logTime }) {
    if (type !== toyType) return;
    const toy = data as ToyData;
    rows.put(latest, toy.name, { name: toy.name, at: logTime });
    if (toy.kind === 'poison') throw new Error(`${toy.name} cannot be counted`);
    if (toy.kind === 'unstorable') rows.put(tallies, toy.name, unstorable(toy.name));
    else if (toy.kind === 'drop') rows.remove(tallies, toy.name);
    else {
      const { records = 0, total = 0 } = rows.get(tallies, toy.name) ?? {};
      rows.put(tallies, toy.name, {
        name: toy.name,
        team: toy.team,
        records: records + 1,
        total: total + toy.amount,
      });
    }
  },
};

/** One row for each team, made of the tallies that stand; asks for a group, and for rows named in another row. */
export const ranking: Projection = {
  name: 'ranking',
  version: 1,
  topic: 'questions',
  tables: [projectedTable(teams), projectedTable(fates)],
  fate: keepFate,
  fold(rows, { type, data }: Delivered) {
    if (type !== toyType) return;
    const toy = data as ToyData;
    if (toy.kind !== 'add') return;
    const standing = rows.list(tallies, toy.team);
    const total = standing.reduce((sum, tally) => sum + tally.total, 0);
    rows.put(teams, toy.team, { members: standing.map(({ name }) => name), total });
  },
};

export const toyProjections: readonly Projection[] = [tallying, ranking];

/** The same as a fold that knows what Postgres refuses: what tables with such records must come to. */
export const storableToys: readonly Projection[] = [
  {
    ...tallying,
    fold(rows, record) {
      if (record.type === toyType && (record.data as ToyData).kind === 'unstorable')
        throw new Error('cannot be stored');
      tallying.fold(rows, record);
    },
  },
  ranking,
];
