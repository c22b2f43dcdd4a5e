import { memoryLog } from '@casus/log';
import type { EventLog, HistoryRecord } from '@casus/log';
import { buildDemonstration, demonstrationQuestions } from '@casus/replay';
import { expect, test } from 'vitest';
import { seededRandom } from '../faults/random.ts';
import { apiUnderTest } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';

const partitions = { world: 1, questions: 2 } as const;
const dayMs = 86_400_000;
const [first, last] = [Date.parse('2025-01-20T00:00:00Z'), Date.parse('2025-11-05T00:00:00Z')];

/** A log that holds these records of a history under their stamps, and nothing else. */
async function logOf(records: readonly HistoryRecord[]): Promise<EventLog> {
  const time = { now: first };
  const log = memoryLog({ partitions, clock: () => time.now });
  for (const { position, key, recordedAt, record } of records) {
    time.now = recordedAt;
    await log.append({ topic: position.topic, key, records: [record] });
  }
  return log;
}

/** What the API says of a path, without the cut that it rests on. */
async function told(api: ApiUnderTest, path: string): Promise<unknown> {
  const { status, body } = await api.get(path);
  const { cut: _cut, detail: _detail, ...rest } = body;
  return [status, rest];
}

function pathsOf(questionIds: readonly string[], asOf: string): readonly string[] {
  const parts = ['', '/verdict', '/verdict?mode=knowable', '/verdicts', '/forecast', '/predictions'];
  const more = ['/scores', '/resolutions'];
  const paths = questionIds.flatMap((id) => [...parts, ...more].map((part) => `/v1/questions/${id}${part}`));
  return ['/v1/events?limit=1000', '/v1/questions?limit=1000', '/v1/coverage', ...paths].map((path) =>
    asOf === '' ? path : `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`,
  );
}

test('as of any day everything reads as if the log ended there', { timeout: 240_000 }, async () => {
  const { history } = await buildDemonstration(partitions);
  const records = await Array.fromAsync(history.records);
  await using whole = await apiUnderTest({ log: await logOf(records), at: '2026-01-01T00:00:00Z' });
  const random = seededRandom(7);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  for (let round = 0; round < 20; round += 1) {
    const day = new Date(first + Math.floor(random() * ((last - first) / dayMs)) * dayMs)
      .toISOString()
      .slice(0, 10);
    const end = Date.parse(`${day}T23:59:59.999Z`);
    const ids = [1, 2].flatMap(() => pick(demonstrationQuestions)?.id ?? []);
    await using then = await apiUnderTest({
      log: await logOf(records.filter(({ recordedAt }) => recordedAt <= end)),
      at: new Date(end).toISOString(),
    });
    const paths = pathsOf(ids, '');
    for (const [index, path] of pathsOf(ids, day).entries()) {
      const known = await told(whole, path);
      const cut = await told(then, paths[index] ?? path);
      expect({ path, known }).toEqual({ path, known: cut });
    }
  }
});
