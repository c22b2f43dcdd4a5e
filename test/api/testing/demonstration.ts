import { memoryLog } from '@casus/log';
import { buildDemonstration } from '@casus/replay';
import { apiUnderTest } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

const partitions = { world: 1, questions: 2 } as const;

/** The API on the demonstration's log, a week after its end; facts named by their refs are taken back at the end. */
export async function onDemonstration(retract: readonly string[] = []): Promise<ApiUnderTest> {
  const log = memoryLog({ partitions, clock: Date.now });
  const { history } = await buildDemonstration(partitions, { retract });
  await log.importHistory(history);
  return apiUnderTest({ log, at: '2025-11-05T00:00:00Z' });
}
