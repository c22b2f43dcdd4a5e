import type { Topic } from '@casus/log';
import type pg from 'pg';
import type { Projection } from '../declare/projection.ts';
import type { ProjectedTable } from '../declare/table.ts';
import { qualified } from '../store/table-sql.ts';
import { inTransaction } from '../store/transaction.ts';
import type { Definition } from './control.ts';
import { schemaOf } from './schema.ts';

/** Something of a table that two generations were compared by. */
export interface Finding {
  /** A table whose rows should be the same, or a declared invariant. */
  readonly what: string;
  readonly live: string;
  readonly next: string;
}

/** A generation beside the live one, at a cut that both have passed. */
export interface Comparison {
  /** How many checksums and invariants were compared. */
  readonly compared: number;
  readonly differences: readonly Finding[];
  /** Tables without history, which can be compared only where both are at the same position. */
  readonly skipped: readonly string[];
}

export interface Compared {
  readonly pool: pg.Pool;
  readonly projections: readonly Projection[];
  readonly live: { readonly number: number; readonly definition: Definition };
  readonly next: { readonly number: number; readonly definition: Definition };
}

interface Cut {
  /** Next offsets by partition, the lesser of the two generations'. */
  readonly offsets: readonly number[];
  /** Both stand exactly there. */
  readonly isExact: boolean;
}

/**
 * Compares all rows of projections that both generations fold in the same version, by number and checksum, and the
 * declared invariants of the others.
 */
export async function compareGenerations(compared: Compared): Promise<Comparison> {
  const { pool, projections, live, next } = compared;
  const snapshot = 'begin isolation level repeatable read, read only';
  return inTransaction(
    pool,
    async (client) => {
      const findings: Finding[] = [];
      const skipped: string[] = [];
      const cuts = await cutsOf(client, live.number, next.number);
      for (const projection of projections) {
        const cut = cuts[projection.topic];
        const isSame = isUnchanged(compared, projection);
        const measures = isSame
          ? checksums(projection, cut, skipped)
          : invariantsOf(projection, live.definition);
        for (const { what, of, table } of measures) {
          const measure = (number: number): Promise<string> => measured(client, { number, table, cut, of });
          findings.push({ what, live: await measure(live.number), next: await measure(next.number) });
        }
      }
      const differences = findings.filter((finding) => finding.live !== finding.next);
      return { compared: findings.length, differences, skipped };
    },
    snapshot,
  );
}

/** It and those that fold before it, whose rows it may read, are the same in both generations. */
function isUnchanged({ projections, live, next }: Compared, { name, topic }: Projection): boolean {
  const own = projections.filter((each) => each.topic === topic).map((each) => each.name);
  const read = own.slice(0, own.indexOf(name) + 1);
  return read.every(
    (each) => JSON.stringify(live.definition[each]) === JSON.stringify(next.definition[each]),
  );
}

interface Measure {
  readonly what: string;
  readonly table: ProjectedTable;
  /** SQL over the rows that stand or stood at the cut, `version` each. */
  readonly of: string;
}

const checksum = `count(*) || ' rows, ' || coalesce(sum(hash_record_extended(version, 0)::numeric), 0)`;

function checksums({ tables }: Projection, { isExact }: Cut, skipped: string[]): readonly Measure[] {
  const comparable = tables.filter((table) => isExact || table.keepsHistory);
  for (const table of tables) if (!comparable.includes(table)) skipped.push(table.name);
  return comparable.map((table) => ({ what: `rows of ${table.name}`, table, of: checksum }));
}

/** None for a projection that the live generation has not. */
function invariantsOf({ name, tables, invariants = [] }: Projection, live: Definition): readonly Measure[] {
  if (live[name] === undefined) return [];
  return invariants.flatMap((invariant) => {
    const table = tables.find((each) => each.name === invariant.table);
    return table ? [{ what: invariant.name, table, of: `(${invariant.sql})::text` }] : [];
  });
}

async function measured(
  client: pg.ClientBase,
  { number, table, cut, of }: { number: number; table: ProjectedTable; cut: Cut; of: string },
): Promise<string> {
  const stored = qualified(schemaOf(number), table);
  const own = table.columns.map(({ name }) => `, "${name}"`).join('');
  const { rows } = await client.query<{ value: string }>(
    `select ${of} as value from (
       select key, partition, from_offset, group_key, data${own},
         case when until_offset < ($1::bigint[])[partition + 1] then until_offset end as until_offset
       from ${stored} where from_offset < ($1::bigint[])[partition + 1]) as version`,
    [cut.offsets],
  );
  return rows[0]?.value ?? '';
}

async function cutsOf(
  client: pg.ClientBase,
  live: number,
  next: number,
): Promise<Readonly<Record<Topic, Cut>>> {
  const { rows } = await client.query<{ topic: Topic; least: string; exact: boolean }>(
    `select topic, least(one.next_offset, other.next_offset) as least, one.next_offset = other.next_offset as exact
     from ${schemaOf(live)}.checkpoints as one join ${schemaOf(next)}.checkpoints as other using (topic, partition)
     order by topic, partition`,
  );
  const cutOf = (topic: Topic): Cut => {
    const own = rows.filter((row) => row.topic === topic);
    return { offsets: own.map(({ least }) => Number(least)), isExact: own.every(({ exact }) => exact) };
  };
  return { world: cutOf('world'), questions: cutOf('questions') };
}
