import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { answeredQuestion } from './testing/answered.ts';
import { apiUnderTest, near, principalId } from './testing/api-under-test.ts';
import type { ApiUnderTest, Sender } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';

const question = '/v1/questions/a-meeting';
const scores = `${question}/scores`;
const mine = principalId('forecaster');
const theirs = principalId('other');

async function predict(api: ApiUnderTest, as: Sender, probability: number): Promise<void> {
  expect((await api.post(`${question}/predictions`, { probability }, { as })).status).toBe(201);
}

async function resolve(api: ApiUnderTest, expectedRevision: number, outcome: string): Promise<void> {
  const decidedAt = '2025-01-05T00:00:00Z';
  const body = { expectedRevision, reason: 'Because.', outcome, decidedAt, evidence: ['e'] };
  expect((await api.post(`${question}/resolve`, body)).status).toBe(200);
}

/** Open for 2, 3 and 4 January: one says 0.8, then 0.5 and 0.9 on the second day, on which the other says 0.5. */
async function resolvedTwice(more: object = {}): Promise<ApiUnderTest> {
  const api = await withOpenQuestion(more);
  await predict(api, 'forecaster', 0.8);
  api.setTime('2025-01-03T06:00:00Z');
  await predict(api, 'forecaster', 0.5);
  await predict(api, 'other', 0.5);
  api.setTime('2025-01-03T12:00:00Z');
  await predict(api, 'forecaster', 0.9);
  api.setTime('2025-01-06T00:00:00Z');
  await resolve(api, 1, 'true');
  api.setTime('2025-01-08T00:00:00Z');
  await resolve(api, 2, 'false');
  return api;
}

const first = [
  // 0.08, 0.02, 0.02 against medians of 0.08, 0.26, 0.26
  {
    forecaster: mine,
    daily: { brier: near(0.04), relative: near(-0.16), participation: 1, accuracy: near(-0.16) },
  },
  {
    forecaster: theirs,
    daily: { brier: near(0.5), relative: near(0.24), participation: near(2 / 3), accuracy: near(0.16) },
  },
];
const second = [
  { forecaster: theirs, daily: { brier: near(0.5), relative: near(-0.56), accuracy: near(-1.12 / 3) } },
  // 1.28, 1.62, 1.62 against medians of 1.28, 1.06, 1.06
  {
    forecaster: mine,
    daily: { brier: near(4.52 / 3), relative: near(1.12 / 3), participation: 1, accuracy: near(1.12 / 3) },
  },
];

test('daily scores are given by the resolution that stands, and as of a time by the one of then', async () => {
  await using api = await resolvedTwice();
  expect((await api.get(scores)).body.items).toMatchObject(second);
  expect((await api.get(`${scores}?asOf=2025-01-07`)).body.items).toMatchObject(first);
  const { content } = await api.download(`${scores}?format=csv&asOf=2025-01-07`);
  const rows: readonly Readonly<Record<string, string>>[] = parse(content, { columns: true });
  expect(rows.map(({ dailyParticipation }) => Number(dailyParticipation))).toEqual([1, near(2 / 3)]);
  expect(rows.map(({ dailyRelative }) => Number(dailyRelative))).toEqual([near(-0.16), near(0.24)]);
  expect(rows.map(({ dailyAccuracy }) => Number(dailyAccuracy))).toEqual([near(-0.16), near(0.16)]);
  expect(rows.map(({ dailyBrier }) => Number(dailyBrier))).toEqual([near(0.04), near(0.5)]);
});

test('before the reveal one has the own daily score, and nothing against the crowd', async () => {
  await using api = await resolvedTwice({ revealAt: '2025-02-10T00:00:00Z' });
  const as = 'forecaster';
  for (const query of ['', '?asOf=2025-01-09'])
    expect((await api.get(`${scores}${query}`, { as })).body.items).toMatchObject([
      {
        forecaster: mine,
        daily: { brier: near(4.52 / 3), relative: null, participation: 1, accuracy: null },
      },
    ]);
  const { content } = await api.download(`${scores}?format=csv`, { as });
  expect(parse(content, { columns: true })).toMatchObject([{ dailyRelative: '', dailyAccuracy: '' }]);
  api.setTime('2025-02-10T00:00:00Z');
  expect((await api.get(`${scores}?asOf=2025-01-07`, { as })).body.items).toMatchObject(first);
});

test('the machine has a daily score and no part in the median', async () => {
  await using api = await apiUnderTest();
  const predictions = { [mine]: 0.8, [theirs]: 0.4, machine: 0.5 };
  await answeredQuestion(api, { id: 'answered', outcome: 'true', predictions });
  // 0.08 and 0.72, median 0.4; the machine 0.5
  expect((await api.get('/v1/questions/answered/scores')).body.items).toMatchObject([
    { forecaster: mine, daily: { relative: near(-0.32) } },
    { forecaster: 'machine', daily: { brier: near(0.5), relative: near(0.1) } },
    { forecaster: theirs, daily: { relative: near(0.32) } },
  ]);
});

test('while nobody knows the answer one sees what to expect, once the crowd is shown', async () => {
  await using api = await withOpenQuestion({ revealAt: '2025-01-20T00:00:00Z' });
  await predict(api, 'forecaster', 0.8);
  await predict(api, 'other', 0.2);
  const expected = async (as: Sender, query = ''): Promise<unknown> =>
    (await api.get(`${scores}${query}`, { as })).body.expected;
  const even = { probability: 0.8, crowd: near(0.5), baseline: near(50 * Math.log2(4 * 0.8 * 0.2), 9) };
  expect(await expected('forecaster')).toBeNull();
  api.setTime('2025-01-20T00:00:00Z');
  expect(await expected('forecaster')).toEqual(even);
  expect(await expected('curator')).toBeNull();
  await predict(api, 'other', 0.8);
  // c = p: 100 (1 − the entropy)
  const entropy = -0.8 * Math.log2(0.8) - 0.2 * Math.log2(0.2);
  expect(await expected('forecaster')).toEqual({
    probability: 0.8,
    crowd: near(0.8),
    baseline: near(100 * (1 - entropy), 9),
  });
  expect(await expected('forecaster', '?asOf=2025-01-19')).toEqual(even);
  await resolve(api, 1, 'true');
  expect(await expected('forecaster')).toBeNull();
});
