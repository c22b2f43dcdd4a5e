import type { Delivered } from '@casus/domain/rows';
import type { DeliveredRecord, Topic } from '@casus/log';
import { compareTables, foldFromZero } from '@casus/projection/proof';
import { projections } from '@casus/projector';
import type pg from 'pg';
import type { Findings } from './findings.ts';

/** By `topic/partition`, the next offset of its checkpoint. */
export type Checkpoints = ReadonlyMap<string, number>;

/**
 * Every table against a fold of the records that its checkpoint has passed; records beyond it are wrong, unless the
 * tables may be `behind`.
 */
export async function compareProjected(
  pool: pg.Pool,
  records: readonly DeliveredRecord[],
  mayBe?: 'behind',
): Promise<Findings> {
  const { rows } = await pool.query<{ number: number }>('select number from read.generation');
  const schema = `g${rows[0]?.number}`;
  const next = await readCheckpoints(pool);
  const passed = records.filter(({ position: { topic, partition, offset } }) => {
    return offset < (next.get(`${topic}/${partition}`) ?? 0);
  });
  const behind = mayBe === 'behind' ? 0 : records.length - passed.length;
  const folded = foldFromZero(projections, passed satisfies readonly Delivered[]);
  const differences = await compareTables({ pool, schema, projections, folded });
  const of = (kind: string): number => differences.filter((each) => each.kind === kind).length;
  return {
    lost: of('lost'),
    doubled: of('doubled'),
    wrong: of('wrong') + behind,
    sentences: [
      ...(behind > 0 ? [`${behind} records are not folded`] : []),
      ...differences.map(({ kind, table, key, from }) => `${kind}: ${table} ${key} from ${from}`),
    ],
  };
}

export async function readCheckpoints(pool: pg.Pool): Promise<Checkpoints> {
  const { rows } = await pool.query<{ topic: Topic; partition: number; next: string }>(
    'select topic, partition, next_offset as next from read.checkpoints',
  );
  return new Map(rows.map(({ topic, partition, next }) => [`${topic}/${partition}`, Number(next)]));
}
