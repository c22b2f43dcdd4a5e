import type { Delivered } from '@casus/domain/rows';
import { positionText, postgresLog } from '@casus/log';
import type { DeliveredRecord, EventLog, LogRecord, Topic } from '@casus/log';
import { foldFromZero, compareTables } from '@casus/projection/proof';
import { projections } from '@casus/projector';
import type pg from 'pg';
import { wholePartition } from '../../whole-log.ts';

/** What came of a life: how many are lost, doubled or wrong, and a sentence for each of the first of them. */
export interface Findings {
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
  readonly sentences: readonly string[];
}

const partitions = { world: 1, questions: 4 } as const;
const topics: readonly Topic[] = ['world', 'questions'];
const filed = 'casus.world.report-filed.v1';

/** Compares the log with what was acknowledged, and every table with a fold of the log from zero. */
export async function auditDatabase(
  pool: pg.Pool,
  acknowledged: ReadonlyMap<string, string>,
): Promise<Findings> {
  await using log = await postgresLog({ pool, partitions });
  const places = topics.flatMap((topic) =>
    Array.from({ length: partitions[topic] }, (_, partition) => ({ topic, partition })),
  );
  const records = new Map<string, readonly DeliveredRecord[]>();
  for (const place of places)
    records.set(nameOf(place), await wholePartition(log, place.topic, place.partition));
  const all = [...records.values()].flat();
  return sumOf([
    { ...nothing, ...wrongOf(await importComplaints(log, records)) },
    compareAcknowledged(all, acknowledged),
    await compareProjected(pool, all),
  ]);
}

/** Adds up; keeps the first sentences. */
export function sumOf(findings: readonly Findings[]): Findings {
  const total = (kind: 'lost' | 'doubled' | 'wrong'): number =>
    findings.reduce((sum, each) => sum + each[kind], 0);
  return {
    lost: total('lost'),
    doubled: total('doubled'),
    wrong: total('wrong'),
    sentences: findings.flatMap(({ sentences }) => sentences.slice(0, 10)),
  };
}

const nothing: Findings = { lost: 0, doubled: 0, wrong: 0, sentences: [] };

export function wrongOf(sentences: readonly string[]): Findings {
  return { ...nothing, wrong: sentences.length, sentences };
}

interface Place {
  readonly topic: Topic;
  readonly partition: number;
}

function nameOf({ topic, partition }: Place): string {
  return `${topic}/${partition}`;
}

/** What is wrong with offsets, and with the import of the demonstration. */
async function importComplaints(
  log: EventLog,
  records: ReadonlyMap<string, readonly DeliveredRecord[]>,
): Promise<readonly string[]> {
  const complaints = (await log.state()) === 'live' ? [] : ['the import is not complete'];
  for (const [name, own] of records) {
    const gap = own.findIndex(({ position }, index) => position.offset !== index);
    if (gap !== -1) complaints.push(`${name} has a gap at offset ${gap}`);
    const imported = own.filter(({ type }) => type === 'casus.log.imported.v1');
    if (imported.length !== 1) complaints.push(`${name} has ${imported.length} markers of a complete import`);
  }
  return complaints;
}

/** Every acknowledged report stands once in the log, where the answer said. */
export function compareAcknowledged(
  records: readonly LogRecord[],
  acknowledged: ReadonlyMap<string, string>,
): Findings {
  const positions = new Map<string, string[]>();
  for (const { type, key, position } of records)
    if (type === filed) positions.set(key, [...(positions.get(key) ?? []), positionText(position)]);
  const lost = [...acknowledged].filter(([id, position]) => !(positions.get(id) ?? []).includes(position));
  const doubled = [...positions].filter(([, found]) => found.length > 1);
  return {
    lost: lost.length,
    doubled: doubled.length,
    wrong: 0,
    sentences: [
      ...lost.map(([id, position]) => `report ${id} was acknowledged at ${position} and is not there`),
      ...doubled.map(([id, found]) => `report ${id} stands at ${found.join(', ')}`),
    ],
  };
}

/** Every table against a fold of the records that its checkpoint has passed; the checkpoints are at the heads. */
async function compareProjected(pool: pg.Pool, records: readonly DeliveredRecord[]): Promise<Findings> {
  const { rows } = await pool.query<{ number: number }>('select number from read.generation');
  const schema = `g${rows[0]?.number}`;
  const next = await readCheckpoints(pool);
  const passed = records.filter(({ position }) => position.offset < (next.get(nameOf(position)) ?? 0));
  const behind = records.length - passed.length;
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

async function readCheckpoints(pool: pg.Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<Place & { next: string }>(
    'select topic, partition, next_offset as next from read.checkpoints',
  );
  return new Map(rows.map((row) => [nameOf(row), Number(row.next)]));
}
