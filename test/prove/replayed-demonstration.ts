import { createHash } from 'node:crypto';
import { rememberedWorld, Resolver } from '@casus/claims/resolver';
import { readQuestionRecord } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { WorldMemory } from '@casus/domain/world-memory';
import { buildDemonstration } from '@casus/replay';

/** The demonstration's log, record by record, with the log times that its partitions have. */
export async function demonstrationLog(): Promise<readonly Delivered[]> {
  const { history } = await buildDemonstration({ world: 1, questions: 2 });
  const last = new Map<string, number>();
  const records: Delivered[] = [];
  for await (const { position, key, recordedAt, record } of history.records) {
    const partition = `${position.topic}/${position.partition}`;
    const logTime = Math.max(recordedAt, last.get(partition) ?? 0);
    last.set(partition, logTime);
    records.push({ ...record, position, key, logTime });
  }
  return records;
}

export function worldIn(records: readonly Delivered[]): WorldMemory {
  const world = new WorldMemory();
  for (const record of records) if (record.position.topic === 'world') world.fold(record);
  return world;
}

/** A resolver that has read the world, and these records of `questions`. */
export function resolverOn(world: WorldMemory, records: readonly Delivered[]): Resolver {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const resolver = new Resolver({ world: rememberedWorld(world), hash });
  for (const record of records) if (record.position.topic === 'questions') resolver.foldQuestion(record);
  return resolver;
}

/** Verdicts in a log, as they were given. */
export function verdictsIn(records: readonly Delivered[]) {
  return records.flatMap((record) => {
    if (record.position.topic !== 'questions') return [];
    const read = readQuestionRecord(record);
    return typeof read === 'object' && read.name === 'verdict-given' ? [{ ...read.data, record }] : [];
  });
}
