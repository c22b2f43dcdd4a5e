import { expect, test } from 'vitest';
import { apiUnderTest, near } from './testing/api-under-test.ts';
import { answeredQuestion } from './testing/answered.ts';

async function withAnswers() {
  const api = await apiUnderTest();
  const given = [
    ['a', 'true', { ann: 0.7, ben: 0.2 }],
    ['b', 'true', { ann: 0.7, ben: 0.2, machine: 0.5 }],
    ['c', 'false', { ann: 0.7, ben: 0.2 }],
  ] as const;
  for (const [index, [id, outcome, predictions]] of given.entries()) {
    const closesAt = `2025-0${index + 2}-01T00:00:00Z`;
    const opensAt = `2025-0${index + 1}-15T00:00:00Z`;
    await answeredQuestion(api, { id, outcome, predictions, opensAt, closesAt, tags: [id] });
  }
  return api;
}

test('of a forecaster: one bin of 0.7 three times, twice yes, with its Wilson interval', async () => {
  await using api = await withAnswers();
  const { status, body } = await api.get('/v1/calibration?forecaster=ann');
  expect(status).toBe(200);
  const bin = { n: 3, meanForecast: near(0.7), frequency: near(2 / 3) };
  const agreement = {
    predictions: 3,
    baseRate: near(2 / 3),
    bins: [{ ...bin, wilson: { low: near(0.2077, 4), high: near(0.9385, 4) } }],
    murphy: { brier: near(0.67 / 3), uncertainty: near(2 / 9), resolution: near(0) },
    corp: { brier: near(0.67 / 3), discrimination: near(0) },
    discrimination: { slope: near(0), auc: near(0.5) },
  };
  expect(body).toMatchObject({ questions: 3, last: agreement, timeWeighted: agreement, seed: 1 });
});

test('skill is against what was known: the base rate at opening, the crowd, the machine', async () => {
  await using api = await withAnswers();
  const { body } = await api.get('/v1/calibration?forecaster=ann');
  // b and c opened when all that was known were yeses: a base rate of 1 errs on c alone
  expect(body).toMatchObject({
    skill: {
      baseRate: { questions: 2, skill: { skill: near(1 - (0.09 + 0.49) / 1) } },
      crowd: { questions: 3 },
      baseline: { questions: 1, skill: { skill: near(1 - 0.09 / 0.25) } },
    },
  });
});

test('it is of everybody, a team, a set of questions, a period, or an aggregate', async () => {
  await using api = await withAnswers();
  const predictions = async (query: string) => {
    const { last } = (await api.get(`/v1/calibration?${query}`)).body;
    return Reflect.get(Object(last) as object, 'predictions') as unknown;
  };
  expect(await predictions('')).toBe(6);
  expect(await predictions('forecaster=ann,ben')).toBe(6);
  expect(await predictions('tag=a,b')).toBe(4);
  expect(await predictions('questions=a&tag=c&forecaster=ben')).toBe(2);
  expect(await predictions('from=2025-02-01&to=2025-03-01&binning=equal-count')).toBe(2);
  expect(await predictions('aggregate=crowd')).toBe(3);
  expect(await predictions('aggregate=baseline')).toBe(1);
  expect(await predictions('forecaster=nobody')).toBeUndefined();
  expect((await api.get('/v1/calibration?forecaster=ann&aggregate=crowd')).status).toBe(400);
});

test('a question that was decided early counts once its scheduled close has passed', async () => {
  await using api = await apiUnderTest();
  const early = { closesAt: '2025-03-01T00:00:00Z', resolvedAt: '2025-01-20T00:00:00Z' };
  const given = { id: 'a', outcome: 'true', decidedAt: early.resolvedAt, predictions: { ann: 0.7 } } as const;
  await answeredQuestion(api, { ...given, ...early });
  const questions = async (asOf: string) => (await api.get(`/v1/calibration?asOf=${asOf}`)).body['questions'];
  expect(await questions('2025-02-28')).toBe(0);
  expect(await questions('2025-03-01')).toBe(1);
});
