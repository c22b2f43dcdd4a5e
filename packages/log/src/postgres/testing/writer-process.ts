/**
 * A process for crash tests: appends until it is killed, and prints a line `id partition offset` for each
 * record that was acknowledged. Some of its appends repeat an earlier one, so that both ways of storing run.
 * Arguments: connection string, callers.
 */
import { randomUUID } from 'node:crypto';
import { postgresLog } from '../postgres-log.ts';

const [, , connectionString = '', callers = '8'] = process.argv;
const log = await postgresLog({ partitions: { world: 1, questions: 4 }, connectionString });

await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => write(`caller-${caller}`)));

async function write(key: string): Promise<never> {
  let repeated = newRecords(1);
  for (let append = 0; ; append += 1) {
    const records = append % 5 === 4 ? [...repeated, ...newRecords(2)] : newRecords(1 + (append % 3));
    const appended = await log.append({ topic: 'questions', key, records });
    for (const [index, { position }] of appended.entries())
      process.stdout.write(`${records[index]?.id} ${position.partition} ${position.offset}\n`);
    repeated = records.slice(0, 1);
  }
}

function newRecords(count: number): { id: string; type: string; data: string }[] {
  return Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'casus.test.recorded.v1',
    data: 'x'.repeat(300),
  }));
}
