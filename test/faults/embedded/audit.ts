import { positionText, postgresLog } from '@casus/log';
import type { DeliveredRecord, EventLog, LogRecord, Topic } from '@casus/log';
import type pg from 'pg';
import { wholePartition } from '../../whole-log.ts';
import { compareProjected } from '../compare-projected.ts';
import { sumOf, wrongOf } from '../findings.ts';
import type { Findings } from '../findings.ts';

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
    wrongOf(await importComplaints(log, records)),
    compareAcknowledged(all, acknowledged),
    await compareProjected(pool, all),
  ]);
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
