import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { column, near, principalId } from './testing/api-under-test.ts';
import type { ApiUnderTest, Sender } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion } from './testing/world.ts';

const names = ['in person', 'by telephone', 'none'];
const which = {
  ...meetingQuestion,
  id: 'which',
  kind: 'choice',
  claim: null,
  coverage: [],
  options: names.map((name) => ({ name, claim: null })),
};
const when = {
  ...meetingQuestion,
  id: 'when',
  kind: 'date',
  claim: null,
  coverage: [],
  days: { first: '2025-02-01', last: '2025-02-07' },
};
const path = (id: string) => `/v1/questions/${id}`;
const said = (...[person = 0, telephone = 0, none = 0]: readonly number[]) => ({
  options: { 'in person': person, 'by telephone': telephone, none },
});
const from = (day: string, later = '2025-02-05') => ({
  quantiles: [
    { level: 0.3, value: day },
    { level: 0.8, value: later },
  ],
});

async function withKinds(more: object = {}): Promise<ApiUnderTest> {
  const api = await withOpenQuestion();
  for (const question of [which, when])
    expect((await api.post('/v1/questions', { ...question, ...more })).status).toBe(201);
  return api;
}

async function predict(api: ApiUnderTest, id: string, as: Sender, body: object): Promise<void> {
  const { status, body: answer } = await api.post(`${path(id)}/predictions`, body, { as });
  expect([status, answer.code]).toEqual([201, undefined]);
}

async function resolve(api: ApiUnderTest, id: string, outcome: object | string): Promise<number> {
  const { revision } = (await api.get(path(id))).body;
  const { status } = await api.post(`${path(id)}/resolve`, {
    expectedRevision: revision,
    outcome,
    decidedAt: meetingQuestion.closesAt,
    evidence: ['https://example.org/'],
    reason: 'As was reported.',
  });
  return status;
}

test('a choice is predicted, moves, and is scored by all of its options', async () => {
  await using api = await withKinds();
  await predict(api, 'which', 'forecaster', said(0.2, 0.3, 0.5));
  api.setTime('2025-01-03T12:00:00Z');
  await predict(api, 'which', 'other', said(0.5, 0.3, 0.2));
  const { body } = await api.get(`${path('which')}/forecast`);
  const even = {
    'in person': near(Math.sqrt(0.1) / (2 * Math.sqrt(0.1) + 0.3)),
    none: near(Math.sqrt(0.1) / (2 * Math.sqrt(0.1) + 0.3)),
  };
  expect(body).toMatchObject({
    published: 'geometric-mean-of-odds',
    forecast: { n: 2, probability: null, quartiles: null, options: even },
    movement: {
      day: { from: null, difference: null, bits: expect.any(Number) as number, distance: null },
      week: null,
    },
    steps: [{ n: 1, options: { 'in person': near(0.2), none: near(0.5) } }, { n: 2 }],
  });
  expect(column(body.aggregates, 'aggregate')).toEqual([
    'geometric-mean-of-odds',
    'mean',
    'median',
    'recency-weighted',
    'track-record',
  ]);
  const options = column(body.aggregates, 'options') as readonly Readonly<Record<string, number>>[];
  expect(options[1]).toEqual({ 'in person': near(0.35), 'by telephone': near(0.3), none: near(0.35) });
  for (const each of options) expect(Object.values(each).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  api.setTime(meetingQuestion.closesAt);
  expect(await resolve(api, 'which', { option: 'by bus' })).toBe(422);
  expect(await resolve(api, 'which', { option: 'none' })).toBe(200);
  const { items } = (await api.get(`${path('which')}/scores`)).body;
  // Brier: (0.2² + 0.3² + 0.5²), from the opening on; log: ln 0.5; baseline: 100 (ln 0.5 / ln 3 + 1)
  expect(items).toMatchObject([
    {
      forecaster: principalId('forecaster'),
      brier: near(0.38),
      crps: null,
      log: near(Math.log(0.5)),
      baseline: near(100 * (Math.log(0.5) / Math.log(3) + 1), 9),
      coverage: 1,
      // alone on the first of 30 days, then beside 0.98
      daily: { brier: near(0.38), relative: near(-0.29), participation: 1, accuracy: near(-0.29) },
    },
    {
      forecaster: principalId('other'),
      brier: near(0.98),
      log: near(Math.log(0.2)),
      daily: { brier: near(0.98), relative: near(0.3), participation: near(29 / 30), accuracy: near(0.29) },
    },
  ]);
  const [first = 0, second = 0] = column(items, 'peer') as readonly number[];
  expect(first + second).toBeCloseTo(0, 9);
});

test('ordered options are scored by how near a miss was', async () => {
  await using api = await withOpenQuestion();
  await api.post('/v1/questions', { ...which, ordered: true });
  await predict(api, 'which', 'forecaster', said(0.2, 0.3, 0.5));
  api.setTime(meetingQuestion.closesAt);
  await resolve(api, 'which', { option: 'by telephone' });
  // two cuts: (0.2 − 0)² and (0.5 − 1)², twice each, halved
  expect((await api.get(`${path('which')}/scores`)).body.items).toMatchObject([{ brier: near(0.29) }]);
});

test('a date is predicted by days, moves by days, and is scored in days', async () => {
  await using api = await withKinds();
  await predict(api, 'when', 'forecaster', from('2025-02-02'));
  api.setTime('2025-01-03T12:00:00Z');
  await predict(api, 'when', 'other', { cdf: [0, 0, 0, 0, 0, 0, 0.1, 0.2] });
  const { body } = await api.get(`${path('when')}/forecast`);
  expect(body).toMatchObject({
    published: 'mean-of-cdfs',
    forecast: { n: 2, probability: null, options: null, quartiles: ['2025-02-04', '2025-02-06', 'later'] },
    movement: { day: { from: '2025-02-04', to: '2025-02-06', bits: null } },
    steps: [{ n: 1, quartiles: ['2025-02-02', '2025-02-04', '2025-02-05'] }, { n: 2 }],
  });
  const { day } = body.movement as { day: { difference: number; distance: number } };
  expect(day.difference).toBeGreaterThan(1);
  expect(day.difference).toBeLessThan(3);
  expect(day.distance).toBeGreaterThan(1);
  expect(day.distance).toBeLessThan(7);
  api.setTime(meetingQuestion.closesAt);
  expect(await resolve(api, 'when', { date: '2025-02-08' })).toBe(422);
  expect(await resolve(api, 'when', { date: 'later' })).toBe(200);
  const { items } = (await api.get(`${path('when')}/scores`)).body;
  expect(column(items, 'forecaster')).toEqual([principalId('other'), principalId('forecaster')]);
  const [near_ = 0, far = 0] = column(items, 'crps') as readonly number[];
  expect(near_).toBeLessThan(0.1);
  expect(far).toBeGreaterThan(2);
  // half the points of a choice: 50 ln of what was given to `later` over its 0.05, for 28.5 of 30 days
  expect(items).toMatchObject([
    {
      brier: null,
      daily: null,
      baseline: near(0.95 * 50 * Math.log((0.999 - 0.988 * 0.2 - 0.01) / 0.05), 9),
    },
    {},
  ]);
});

test('what a question does not take is refused by its code', async () => {
  await using api = await withKinds();
  const refusals: readonly (readonly [id: string, body: object, code: string])[] = [
    ['which', { probability: 0.5 }, 'prediction-kind'],
    ['which', { options: { 'in person': 0.5, none: 0.5 } }, 'options-mismatch'],
    ['which', said(0.3, 0.3, 0.3), 'probabilities-do-not-add-up'],
    ['when', { quantiles: [{ level: 0.5, value: 3 }] }, 'prediction-kind'],
    ['when', from('2025-02-06'), 'quantiles-invalid'],
    ['when', { cdf: [0, 1] }, 'cdf-invalid'],
    ['a-meeting', said(0.2, 0.3, 0.5), 'prediction-kind'],
  ];
  for (const [id, body, code] of refusals) {
    const answer = await api.post(`${path(id)}/predictions`, body, { as: 'forecaster' });
    expect(answer).toMatchObject({ status: 422, body: { code } });
  }
  const answer = await api.post(`${path('which')}/predictions`, said(0, 0.5, 0.5), { as: 'forecaster' });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'options.in person' }] } });
});

test('a file of predictions takes options and days, and gives them back', async () => {
  await using api = await withKinds();
  const text = [
    'questionId,quantiles,cdf,options',
    `which,,,"${JSON.stringify(said(0.2, 0.3, 0.5).options).replaceAll('"', '""')}"`,
    'when,0.3=2025-02-02; 0.8=2025-02-05,,',
    'when,,"[0, 0, 0, 0, 0, 0, 0.1, 0.2]",',
    'which,,,A=0.2',
  ].join('\n');
  const sent = { as: 'forecaster', headers: { 'content-type': 'text/csv' } } as const;
  const { body } = await api.post('/v1/predictions', text, sent);
  expect(column(body.rows, 'status')).toEqual(['accepted', 'accepted', 'accepted', 'refused']);
  const file = async (id: string): Promise<readonly Readonly<Record<string, string>>[]> =>
    parse((await api.download(`${path(id)}/predictions?format=csv`)).content, { columns: true });
  const [chosen] = await file('which');
  expect(JSON.parse(chosen?.options ?? '')).toEqual(said(0.2, 0.3, 0.5).options);
  expect(column(await file('when'), 'quantiles')).toEqual(['0.3=2025-02-02; 0.8=2025-02-05', '']);
});

test('before its reveal the crowd of a choice and of a date is hidden in every way', async () => {
  await using api = await withKinds({ revealAt: '2025-06-01T00:00:00Z' });
  for (const as of ['forecaster', 'other'] as const) {
    await predict(api, 'which', as, said(0.2, 0.3, 0.5));
    await predict(api, 'when', as, from('2025-02-02'));
  }
  api.setTime(meetingQuestion.closesAt);
  await resolve(api, 'which', { option: 'none' });
  await resolve(api, 'when', { date: '2025-02-03' });
  const as = 'forecaster';
  for (const id of ['which', 'when']) {
    for (const query of ['', '?asOf=2025-01-05', '?aggregate=track-record'])
      expect((await api.get(`${path(id)}/forecast${query}`, { as })).body).toMatchObject({
        hidden: true,
        forecast: null,
        movement: null,
        aggregates: [],
        steps: [],
      });
    expect((await api.get(path(id), { as })).body.forecast).toBeNull();
    const mine = { forecaster: principalId('forecaster'), peer: null };
    expect((await api.get(`${path(id)}/scores`, { as })).body.items).toMatchObject([mine]);
    expect((await api.get(`${path(id)}/predictions`, { as: 'reader' })).body.items).toEqual([]);
  }
});

test('a question may suppose an option and a day of others', async () => {
  await using api = await withKinds();
  const conditions = [
    { questionId: 'which', outcome: { option: 'none' } },
    { questionId: 'when', outcome: { date: 'later' } },
  ];
  const { status, body } = await api.post('/v1/questions', {
    ...meetingQuestion,
    id: 'if-so',
    claim: null,
    coverage: [],
    conditions,
  });
  expect([status, body.conditions]).toEqual([201, conditions]);
});
