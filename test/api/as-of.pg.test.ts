import { isDeepStrictEqual } from 'node:util';
import type { HistoryRecord } from '@casus/log';
import { buildDemonstration, demonstrationQuestions } from '@casus/replay';
import { expect, test } from 'vitest';
import { seededRandom } from '../faults/random.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { correctedWorld } from './testing/corrected-world.ts';
import { growingApi } from './testing/growing-log.ts';

const partitions = { world: 1, questions: 2 } as const;

/** What the API says of a path, without the cut that it rests on. */
async function told(api: ApiUnderTest, path: string): Promise<unknown> {
  const { status, body } = await api.get(path);
  const { cut: _cut, detail: _detail, ...rest } = body;
  return [status, rest];
}

const world = [
  '/v1/events?limit=1000',
  '/v1/timeline?between=USA,RUS',
  '/v1/activity?by=week',
  '/v1/talks?between=USA,RUS',
  '/v1/deadlines',
  '/v1/measures?by=USA&on=RUS',
  '/v1/measures?by=USA&on=IND',
  '/v1/coverage',
  '/v1/questions?limit=1000',
  '/v1/curator/queue',
];
const ofQuestion = [
  '',
  '/verdict',
  '/verdict?mode=knowable',
  '/verdicts',
  '/forecast',
  '/predictions',
  '/scores',
  '/resolutions',
];

function pathsOf(questionId: string): readonly string[] {
  return [...world, ...ofQuestion.map((part) => `/v1/questions/${questionId}${part}`)];
}

function asOfPath(path: string, time: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}asOf=${time}`;
}

/** How many of the paths are read at each of the times. */
const pathsATime = 6;

interface Difference {
  readonly time: string;
  readonly path: string;
  readonly known: unknown;
  readonly ended: unknown;
}

/**
 * Reads some of the paths as of 100 random times, and as a log that ended there is read at that time.
 * @returns where the two differ
 */
async function differencesAt(
  records: readonly HistoryRecord[],
  { from, lengthMs, seed }: { readonly from: string; readonly lengthMs: number; readonly seed: number },
  ids: readonly string[],
): Promise<readonly Difference[]> {
  await using whole = await growingApi(partitions, from);
  await using then = await growingApi(partitions, from);
  await whole.grow(records);
  whole.api.setTime('2026-01-01T00:00:00Z');
  const random = seededRandom(seed);
  const instants = Array.from({ length: 100 }, () => Date.parse(from) + Math.floor(random() * lengthMs));
  const differences: Difference[] = [];
  let grown = 0;
  for (const instant of instants.toSorted((a, b) => a - b)) {
    const time = new Date(instant).toISOString();
    const end = records.findLastIndex(({ recordedAt }) => recordedAt <= instant) + 1;
    if (end > grown) await then.grow(records.slice(grown, end));
    grown = Math.max(grown, end);
    then.api.setTime(time);
    const paths = pathsOf(ids[Math.floor(random() * ids.length)] ?? '');
    for (let read = 0; read < pathsATime; read += 1) {
      const path = paths[Math.floor(random() * paths.length)] ?? '';
      const known = await told(whole.api, asOfPath(path, time));
      const cut = await told(then.api, path);
      if (!isDeepStrictEqual(known, cut)) differences.push({ time, path, known, ended: cut });
    }
  }
  return differences;
}

test(
  'the demonstration as of 100 random times reads as if its log ended there',
  { timeout: 240_000 },
  async () => {
    const { history } = await buildDemonstration(partitions);
    const records = await Array.fromAsync(history.records);
    const lengthMs = Date.parse('2025-11-05T00:00:00Z') - Date.parse('2025-01-20T00:00:00Z');
    const differences = await differencesAt(
      records.toSorted((a, b) => a.recordedAt - b.recordedAt),
      { from: '2025-01-20T00:00:00Z', lengthMs, seed: 7 },
      demonstrationQuestions.map(({ id }) => id),
    );
    expect(differences).toEqual([]);
  },
);

test(
  'a much corrected world as of 100 random times reads as if its log ended there',
  { timeout: 240_000 },
  async () => {
    const lengthMs = 30 * 86_400_000;
    const differences = await differencesAt(
      correctedWorld(11, 400),
      { from: '2025-01-01T00:00:00Z', lengthMs, seed: 8 },
      ['a-meeting'],
    );
    expect(differences).toEqual([]);
  },
);
