import { expect, test } from 'vitest';
import { apiUnderTest, column, near, principalId } from './testing/api-under-test.ts';
import { answeredQuestion } from './testing/answered.ts';

/** 100 · ln(0.8 / 0.4), what 0.8 gains on 0.4 when it is yes. */
const gain = 100 * Math.log(2);

async function withScores() {
  const api = await apiUnderTest();
  const tagged = { tags: ['talks'], closesAt: '2025-01-11T00:00:00Z' };
  await answeredQuestion(api, { ...tagged, id: 'a', outcome: 'true', predictions: { ann: 0.8, ben: 0.4 } });
  const later = { opensAt: '2025-02-01T00:00:00Z', closesAt: '2025-02-11T00:00:00Z' };
  const predictions = { ann: 0.4, ben: 0.8, cat: 0.8, machine: 0.5 };
  await answeredQuestion(api, { ...later, id: 'b', outcome: 'true', predictions });
  await answeredQuestion(api, { ...later, id: 'c', outcome: 'void', predictions });
  return api;
}

test('a leaderboard ranks by the sum of scores; those outside the group have no rank', async () => {
  await using api = await withScores();
  const { status, body } = await api.get('/v1/leaderboards');
  expect(status).toBe(200);
  expect(body).toMatchObject({ questions: 2, provisional: 0, seed: 1, resamples: 1_000, nextCursor: null });
  expect(column(body['items'], 'forecaster')).toEqual(['cat', 'ann', 'ben']);
  expect(column(body['items'], 'score')).toEqual([near(gain / 2), near(0), near(gain / 2 - gain)]);
  expect(column(body['items'], 'n')).toEqual([1, 2, 2]);
  expect(column(body['outsiders'], 'forecaster')).toEqual(['machine']);
});

test('it is of a tag, of a period, or of those who covered enough', async () => {
  await using api = await withScores();
  const who = async (query: string) =>
    column((await api.get(`/v1/leaderboards?${query}`)).body['items'], 'forecaster');
  expect(await who('tag=talks')).toEqual(['ann', 'ben']);
  expect(await who('from=2025-02-01')).toEqual(['ben', 'cat', 'ann']);
  expect(await who('to=2025-02-01&by=baseline')).toEqual(['ann', 'ben']);
  expect(await who('minCoverage=2&by=spot-peer')).toEqual(['ann', 'ben']);
  expect(await who('minCoverage=3')).toEqual([]);
});

test('ties share a rank, averages are shrunk, and pages go on where the last one ended', async () => {
  await using api = await withScores();
  const first = await api.get('/v1/leaderboards?from=2025-02-01&mode=average&limit=2');
  expect(column(first.body['items'], 'rank')).toEqual([1, 1]);
  expect(column(first.body['items'], 'score')).toEqual([near(gain / 2 / 30), near(gain / 2 / 30)]);
  const cursor = String(first.body['nextCursor']);
  const second = await api.get(`/v1/leaderboards?from=2025-02-01&mode=average&limit=2&cursor=${cursor}`);
  expect(second.body).toMatchObject({ items: [{ rank: 3, forecaster: 'ann' }], nextCursor: null });
});

test('as of a time it knows the resolutions made until then', async () => {
  await using api = await withScores();
  const { body } = await api.get('/v1/leaderboards?asOf=2025-02-10');
  expect(body).toMatchObject({ questions: 1 });
  expect(column(body['items'], 'forecaster')).toEqual(['ann', 'ben']);
  expect((await api.get('/v1/leaderboards?asOf=2025-01-10')).body['items']).toEqual([]);
});

test('a question whose crowd is hidden counts for a curator only, and for one’s own calibration', async () => {
  await using api = await apiUnderTest();
  const [ann, ben] = [principalId('forecaster'), principalId('other')];
  const predictions = { [ann]: 0.8, [ben]: 0.4 };
  const revealAt = '2025-06-01T00:00:00Z';
  await answeredQuestion(api, { id: 'a', outcome: 'true', predictions, revealAt });
  const counted = async (path: string, as: 'curator' | 'forecaster') =>
    (await api.get(path, { as })).body['questions'];
  expect(await counted('/v1/leaderboards', 'curator')).toBe(1);
  expect(await counted('/v1/leaderboards', 'forecaster')).toBe(0);
  expect(await counted(`/v1/calibration?forecaster=${ann}`, 'forecaster')).toBe(1);
  expect(await counted(`/v1/calibration?forecaster=${ann},${ben}`, 'forecaster')).toBe(0);
  const { body } = await api.get(`/v1/calibration?forecaster=${ann}`, { as: 'forecaster' });
  expect(body['skill']).toMatchObject({ crowd: { questions: 0, skill: null } });
  api.setTime(revealAt);
  expect(await counted('/v1/leaderboards', 'forecaster')).toBe(1);
});
