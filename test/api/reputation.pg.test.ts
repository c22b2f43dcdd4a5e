import { questionRecord } from '@casus/domain/records';
import type { HistoryRecord } from '@casus/log';
import { buildDemonstration } from '@casus/replay';
import { expect, test } from 'vitest';
import { seededRandom } from '../faults/random.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { growingApi } from './testing/growing-log.ts';

const partitions = { world: 1, questions: 2 } as const;
const places = 100;

const tournament = {
  title: 'The summer',
  tag: 'talks',
  questions: [{ questionId: 'q2', weight: 3 }],
  startsAt: '2025-08-01T00:00:00Z',
  endsAt: '2025-09-20T00:00:00Z',
};

/** The demonstration's log with a tournament opened on 1 August, in order of its stamps. */
async function recordsWithTournament(): Promise<readonly HistoryRecord[]> {
  const { history } = await buildDemonstration(partitions);
  const records = await Array.fromAsync(history.records);
  const recordedAt = Date.parse('2025-08-01T00:00:00Z');
  const data = { tournamentId: 'summer', definition: tournament, by: 'curator' };
  const record = questionRecord('7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', { name: 'tournament-opened', data });
  const position = { topic: 'questions', partition: 0, offset: 0 } as const;
  const opened = { position, key: 'summer', recordedAt, record };
  return [...records, opened].sort((a, b) => a.recordedAt - b.recordedAt);
}

const paths = [
  '/v1/leaderboards?by=peer',
  '/v1/leaderboards?by=baseline&mode=average&tag=talks&from=2025-08-10&to=2025-10-01',
  '/v1/leaderboards?by=spot-peer&minCoverage=2',
  '/v1/calibration?binning=equal-count&bins=4',
  '/v1/calibration?forecaster=analyst-1',
  '/v1/calibration?aggregate=crowd&tag=talks,ceasefire',
  '/v1/tournaments/summer/leaderboard?seed=7',
];

/** What the API says, but for how much of the log it rests on. */
async function told(api: ApiUnderTest, path: string): Promise<unknown> {
  const { status, body } = await api.get(path);
  const { cut: _cut, detail: _detail, frozen, ...rest } = body;
  return { path: path.split(/[?&]asOf/u)[0], status, isFrozen: Boolean(frozen), ...rest };
}

test('as of any place nobody’s reputation knows what came after it', { timeout: 300_000 }, async () => {
  const records = await recordsWithTournament();
  await using all = await growingApi(partitions, '2025-01-20T00:00:00Z');
  await all.grow(records);
  all.api.setTime('2026-01-01T00:00:00Z');
  await using cut = await growingApi(partitions, '2025-01-20T00:00:00Z');
  const random = seededRandom(11);
  const below = (n: number): number => Math.floor(random() * n);
  const cuts = Array.from({ length: places }, () => records[below(records.length)]?.recordedAt ?? 0);
  let done = 0;
  let ranked = 0;
  for (const time of cuts.sort((a, b) => a - b)) {
    const next = records.findIndex(({ recordedAt }) => recordedAt > time);
    const end = next === -1 ? records.length : next;
    await cut.grow(records.slice(done, end));
    done = end;
    for (const path of [paths[below(paths.length)], paths[below(paths.length)]]) {
      const asOf = new Date(time).toISOString();
      const known = await told(all.api, `${path}&asOf=${asOf}`);
      expect({ asOf, known }).toEqual({ asOf, known: await told(cut.api, path ?? '') });
      if (JSON.stringify(known).includes('analyst-')) ranked += 1;
    }
  }
  expect(ranked).toBeGreaterThan(places / 10);
});
