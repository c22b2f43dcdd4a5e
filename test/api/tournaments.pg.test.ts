import { expect, test } from 'vitest';
import { apiUnderTest, column, near } from './testing/api-under-test.ts';
import { answeredQuestion, resolvedByHand } from './testing/answered.ts';

const winter = {
  id: 'winter',
  title: 'Winter',
  tag: 'talks',
  questions: [{ questionId: 'b', weight: 2 }],
  startsAt: '2025-01-01T00:00:00Z',
  endsAt: '2025-03-01T00:00:00Z',
};
/** 100 · ln(0.8 / 0.4), what 0.8 gains on 0.4 when it is yes. */
const gain = 100 * Math.log(2);

/** A tournament of the question `a` by its tag and of `b` by its id; `c` belongs to it, and is resolved late. */
async function withTournament() {
  const api = await apiUnderTest();
  const { status } = await api.post('/v1/tournaments', winter);
  if (status !== 201) throw new Error(`the tournament does not open: ${status}`);
  const common = { tags: ['talks'], outcome: 'true' } as const;
  await answeredQuestion(api, { ...common, id: 'a', predictions: { ann: 0.8, ben: 0.4 } });
  const later = { opensAt: '2025-02-01T00:00:00Z', closesAt: '2025-02-11T00:00:00Z' };
  const predictions = { ann: 0.4, ben: 0.8 };
  await answeredQuestion(api, { ...later, id: 'b', outcome: 'true', predictions });
  await answeredQuestion(api, { ...later, id: 'outside', outcome: 'true', predictions });
  await answeredQuestion(api, {
    ...common,
    id: 'c',
    opensAt: '2025-02-12T00:00:00Z',
    closesAt: '2025-02-21T00:00:00Z',
    resolvedAt: '2025-03-05T00:00:00Z',
    predictions: { cat: 0.8, ben: 0.4 },
  });
  return api;
}

test('only a curator opens a tournament, and only one that makes sense and has not ended', async () => {
  await using api = await apiUnderTest();
  const opened = async (more: object, as: 'curator' | 'forecaster' = 'curator') =>
    (await api.post('/v1/tournaments', { ...winter, ...more }, { as })).status;
  expect(await opened({}, 'forecaster')).toBe(403);
  expect(await opened({ endsAt: winter.startsAt })).toBe(400);
  expect(await opened({ startsAt: '2024-01-01T00:00:00Z', endsAt: '2024-12-31T00:00:00Z' })).toBe(409);
  expect(await opened({})).toBe(201);
  expect(await opened({ title: 'Another' })).toBe(409);
});

test('it is amended with a reason until it ends, and every state of it can be read', async () => {
  await using api = await apiUnderTest();
  await api.post('/v1/tournaments', winter);
  api.setTime('2025-02-01T00:00:00Z');
  const { id: _id, ...definition } = winter;
  const amend = async (expectedRevision: number) =>
    api.post('/v1/tournaments/winter/amend', {
      expectedRevision,
      reason: 'A better name.',
      definition: { ...definition, title: 'Cold' },
    });
  expect((await amend(1)).body).toMatchObject({ title: 'Cold', revision: 2, status: 'running' });
  expect((await amend(1)).body).toMatchObject({ code: 'stale-revision' });
  api.setTime(winter.endsAt);
  expect((await amend(2)).body).toMatchObject({ code: 'tournament-ended' });
  expect((await api.get('/v1/tournaments')).body['items']).toMatchObject([{ id: 'winter', status: 'ended' }]);
  const { body } = await api.get('/v1/tournaments/winter?asOf=2025-01-15');
  expect(body).toMatchObject({ title: 'Winter', revision: 1, tag: 'talks', score: 'peer' });
  expect((await api.get('/v1/tournaments/winter?asOf=2024-12-15')).status).toBe(404);
});

test('while it runs the leaderboard follows, with weights and shares', async () => {
  await using api = await withTournament();
  const running = (await api.get('/v1/tournaments/winter/leaderboard?asOf=2025-02-15')).body;
  expect(running).toMatchObject({ frozen: null, corrected: null, corrections: [], questions: 2 });
  expect(column(running['items'], 'forecaster')).toEqual(['ben', 'ann']);
  expect(column(running['items'], 'score')).toEqual([near(gain), near(-gain)]);
  expect(column(running['items'], 'share')).toEqual([1, 0]);
});

test('when it has ended the leaderboard is what was known then, with what came later beside', async () => {
  await using api = await withTournament();
  const given = { questionId: 'a', expectedRevision: 2, outcome: 'false' } as const;
  await resolvedByHand(api, { ...given, decidedAt: '2025-01-11T00:00:00Z' });
  const { body } = await api.get('/v1/tournaments/winter/leaderboard');
  expect(body).toMatchObject({ frozen: { at: winter.endsAt }, questions: 2 });
  expect(column(body['items'], 'score')).toEqual([near(gain), near(-gain)]);
  expect(body['corrections']).toEqual([
    { questionId: 'a', atEnd: { number: 1, outcome: 'true' }, now: { number: 2, outcome: 'false' } },
    { questionId: 'c', atEnd: null, now: { number: 1, outcome: 'true' } },
  ]);
  // ben: ln(0.6 / 0.2) on a, twice ln 2 on b, −ln 2 on c; cat: ln 2 on c
  const ben = 100 * Math.log(3) + gain;
  const scores = [near(ben), near(gain), near(-100 * Math.log(3) - 2 * gain)];
  const { items } = Object(body['corrected']) as { items: unknown };
  expect(column(items, 'forecaster')).toEqual(['ben', 'cat', 'ann']);
  expect(column(items, 'score')).toEqual(scores);
  expect(column(items, 'share')).toEqual([
    near(ben ** 2 / (ben ** 2 + gain ** 2)),
    near(gain ** 2 / (ben ** 2 + gain ** 2)),
    0,
  ]);
});
