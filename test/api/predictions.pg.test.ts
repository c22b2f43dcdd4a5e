import { expect, test } from 'vitest';
import { apiUnderTest, column, near, principalId } from './testing/api-under-test.ts';
import type { Sender } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion } from './testing/world.ts';

const path = '/v1/questions/a-meeting/predictions';
const forecastPath = '/v1/questions/a-meeting/forecast';
const as = (sender: Sender) => ({ as: sender });

test('a prediction stands, with its rationale, and moves the crowd', async () => {
  await using api = await withOpenQuestion();
  const made = await api.post(path, { probability: 0.2, rationale: 'Envoys travel.' }, as('forecaster'));
  expect(made).toMatchObject({
    status: 201,
    body: {
      forecaster: principalId('forecaster'),
      probability: 0.2,
      quantiles: null,
      status: 'standing',
      rationale: 'Envoys travel.',
    },
  });
  await api.post(path, { probability: 0.8 }, as('other'));
  const { body } = await api.get(forecastPath, as('reader'));
  expect(column(body.steps, 'n')).toEqual([1, 2]);
  expect(column(body.steps, 'probability')).toEqual([0.2, near(0.5)]);
  expect((await api.get('/v1/questions')).body.items).toMatchObject([
    { forecast: { n: 2 }, movement: { day: null } },
  ]);
});

test('the crowd moves from what it was an hour, a day and a week before', async () => {
  await using api = await withOpenQuestion();
  await api.post(path, { probability: 0.25 }, as('forecaster'));
  api.setTime('2025-01-03T12:00:00Z');
  await api.post(path, { probability: 0.5 }, as('forecaster'));
  // Jeffreys divergence of 0.25 and 0.5: 0.25 log2 3
  const rise = { from: 0.25, to: 0.5, difference: 0.25, bits: near(0.25 * Math.log2(3)), distance: null };
  expect((await api.get(forecastPath)).body.movement).toEqual({ hour: rise, day: rise, week: null });
  api.setTime('2025-01-03T13:00:00Z');
  const [line] = (await api.get('/v1/questions')).body.items as readonly object[];
  expect(line).toMatchObject({ movement: { hour: { difference: 0, bits: 0 }, day: rise, week: null } });
});

test.each([
  [{ probability: 1.5 }, 'probability'],
  [{ quantiles: [{ level: 2, value: 1 }] }, 'quantiles[0].level'],
])('%j is refused with the field that is wrong', async (body, field) => {
  await using api = await withOpenQuestion();
  expect(await api.post(path, body, as('forecaster'))).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ field }] },
  });
});

test('what the fold refuses is told by its code', async () => {
  await using api = await withOpenQuestion();
  const refused = async (url: string, body: object) => {
    const answer = await api.post(url, body, as('forecaster'));
    return [answer.status, answer.body.code];
  };
  const half = { probability: 0.5 };
  const replaces = '5b1f0f7e-52a1-4c8e-8d55-0d8cf6a7c3b1';
  expect(await refused(path, { quantiles: [{ level: 0.5, value: 1 }] })).toEqual([422, 'prediction-kind']);
  expect(await refused(path, { ...half, replaces })).toEqual([409, 'prediction-replaced']);
  expect(await refused('/v1/questions/none/predictions', half)).toEqual([404, 'question-unknown']);
  api.setTime(meetingQuestion.closesAt);
  expect(await refused(path, half)).toEqual([409, 'prediction-late']);
});

test('a retry under the same key is the same prediction', async () => {
  await using api = await withOpenQuestion();
  const sent = { ...as('forecaster'), headers: { 'idempotency-key': 'k' } };
  const first = await api.post(path, { probability: 0.2 }, sent);
  const again = await api.post(path, { probability: 0.2 }, sent);
  expect(again.body).toEqual(first.body);
  expect(column((await api.get(path)).body.items, 'id')).toEqual([first.body.id]);
});

test('a withdrawal ends what stands, and there is nothing to withdraw twice', async () => {
  await using api = await withOpenQuestion();
  await api.post(path, { probability: 0.2 }, as('forecaster'));
  expect(await api.post(`${path}/withdraw`, undefined, as('forecaster'))).toMatchObject({
    status: 200,
    body: { status: 'withdrawn', probability: 0.2 },
  });
  expect(await api.post(`${path}/withdraw`, undefined, as('forecaster'))).toMatchObject({
    status: 409,
    body: { code: 'nothing-to-withdraw' },
  });
});

test('before its reveal the crowd is hidden from all but curators, and everyone sees their own', async () => {
  await using api = await withOpenQuestion({ revealAt: '2025-01-20T00:00:00Z' });
  for (const sender of ['forecaster', 'other'] as const)
    await api.post(path, { probability: 0.2 }, as(sender));
  const seen = async (sender: Sender, query = '') => {
    const { body } = await api.get(`${path}${query}`, as(sender));
    return column(body.items, 'forecaster');
  };
  const everybody = [principalId('forecaster'), principalId('other')];
  expect(await seen('forecaster')).toEqual([principalId('forecaster')]);
  expect(await seen('reader')).toEqual([]);
  expect(await seen('curator')).toEqual(everybody);
  const nothing = { hidden: true, forecast: null, movement: null, aggregates: [], steps: [], weights: null };
  for (const query of ['', '?asOf=2025-01-05', '?aggregate=track-record'])
    for (const sender of ['reader', 'other'] as const)
      expect((await api.get(`${forecastPath}${query}`, as(sender))).body).toMatchObject(nothing);
  expect((await api.get(forecastPath)).body).toMatchObject({ hidden: false, forecast: { n: 2 } });
  expect((await api.get('/v1/questions', as('other'))).body.items).toMatchObject([
    { forecast: null, movement: null },
  ]);
  expect((await api.get('/v1/questions/a-meeting', as('other'))).body.forecast).toBeNull();
  api.setTime('2025-01-20T00:00:00Z');
  expect(await seen('forecaster')).toEqual(everybody);
  expect(await seen('reader', '?asOf=2025-01-05')).toEqual(everybody);
});

test('as of a day the crowd is what stood on it', async () => {
  await using api = await withOpenQuestion();
  await api.post(path, { probability: 0.2 }, as('forecaster'));
  api.setTime('2025-01-10T09:00:00Z');
  await api.post(path, { probability: 0.6 }, as('forecaster'));
  const { body } = await api.get(`${forecastPath}?asOf=2025-01-09`);
  expect(column(body.steps, 'probability')).toEqual([0.2]);
  const then = await api.get(`${path}?asOf=2025-01-09`);
  expect(then.body.items).toMatchObject([{ probability: 0.2, status: 'standing', endedAt: null }]);
  const now = await api.get(path);
  expect(column(now.body.items, 'status')).toEqual(['replaced', 'standing']);
});

test('numeric questions take quantiles and show quartiles', async () => {
  await using api = await apiUnderTest({ at: '2025-01-02T00:00:00Z' });
  const human = { kind: 'numeric', claim: null, coverage: [], range: { min: 0, max: 20 } };
  expect((await api.post('/v1/questions', { ...meetingQuestion, ...human })).status).toBe(201);
  const quantiles = [0.25, 0.5, 0.75].map((level) => ({ level, value: level * 20 }));
  expect((await api.post(path, { quantiles }, as('forecaster'))).status).toBe(201);
  const { body } = await api.get(forecastPath);
  expect(body.steps).toMatchObject([
    { probability: null, quartiles: [near(5, 1), near(10, 1), near(15, 1)] },
  ]);
});

test('more readers at once than there are connections all get their answer', async () => {
  await using api = await withOpenQuestion();
  await api.post(path, { probability: 0.2, rationale: 'Envoys travel.' }, as('forecaster'));
  const answers = await Promise.all(Array.from({ length: 40 }, () => api.get(path)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});
