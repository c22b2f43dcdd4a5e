import { quantilesToCdf } from '@casus/scoring/distribution';
import { earthMoversDistance } from '@casus/scoring/pools';
import { expect, test } from 'vitest';
import { seededRandom } from '../faults/random.ts';
import { apiUnderTest, column, near, principalId } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.parse('2025-01-02T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const text = { textId: '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', hash: 'h' };

const settings = [
  { id: 'binary-0', kind: 'binary', aggregate: 'track-record', days: 4 },
  { id: 'numeric-1', kind: 'numeric', aggregate: 'quantile-average', days: 7 },
  { id: 'binary-2', kind: 'binary', aggregate: 'geometric-mean-of-odds', days: 12 },
  { id: 'numeric-3', kind: 'numeric', aggregate: 'track-record', days: 17 },
  { id: 'binary-4', kind: 'binary', aggregate: 'track-record', days: 24 },
  { id: 'binary-5', kind: 'binary', aggregate: 'recency-weighted', days: 24 },
  { id: 'choice-6', kind: 'choice', aggregate: 'median', days: 9 },
  { id: 'date-7', kind: 'date', aggregate: 'track-record', days: 20 },
] as const;
type Setting = (typeof settings)[number];

/** What is asked, and what it came to, by the kind. */
const asked = {
  binary: { terms: {}, outcomes: ['true', 'false'] },
  numeric: { terms: { range: { min: 0, max: 20 } }, outcomes: [{ number: 15 }, { number: 4 }] },
  choice: {
    terms: { options: ['A', 'B', 'none'].map((name) => ({ name, claim: null })) },
    outcomes: [{ option: 'A' }, { option: 'none' }],
  },
  date: {
    terms: { days: { first: '2025-03-01', last: '2025-03-21' } },
    outcomes: [{ date: '2025-03-16' }, { date: 'later' }],
  },
} as const;

async function open(api: ApiUnderTest, { id, kind, aggregate, days }: Setting): Promise<void> {
  const closesAt = iso(start + days * dayMs);
  await api.question(id, {
    name: 'question-opened',
    data: {
      questionId: id,
      by: 'desk',
      definition: {
        title: id,
        kind,
        claim: null,
        aggregate,
        ...(structuredClone(asked[kind].terms) as object),
        opensAt: iso(start),
        closesAt,
        settleBy: closesAt,
      },
    },
  });
}

async function resolve(
  api: ApiUnderTest,
  { id, kind, days }: Setting,
  { yes, revision }: { yes: boolean; revision: number },
): Promise<void> {
  await api.question(id, {
    name: 'question-resolved',
    data: {
      questionId: id,
      expectedRevision: revision,
      by: 'desk',
      reason: text,
      outcome: asked[kind].outcomes[yes ? 0 : 1],
      decidedAt: iso(start + (days - 1) * dayMs),
      evidence: ['https://example.org/'],
    },
  });
}

/** A prediction of the kind that leans to the first outcome by `p`. */
function valueOf(kind: Setting['kind'], p: number) {
  const quantiles = <Value>(valueAt: (d: number) => Value) => ({
    quantiles: [-1, 0, 1].map((d, i) => ({ level: (i + 1) / 4, value: valueAt(d) })),
  });
  switch (kind) {
    case 'binary':
      return { probability: p };
    case 'numeric':
      return quantiles((d) => 20 * p + d);
    case 'date':
      return quantiles((d) => `2025-03-${String(Math.round(18 * p) + d + 2).padStart(2, '0')}`);
    case 'choice':
      return { options: { A: 0.98 * p, B: 0.01, none: 0.99 - 0.98 * p } };
  }
}

const predictionOf = (api: ApiUnderTest, { id, kind }: Setting, forecaster: string, p: number) =>
  api.question(id, {
    name: 'prediction-made',
    data: { questionId: id, forecaster, value: valueOf(kind, p) },
  });

interface Act {
  readonly at: number;
  readonly does: (api: ApiUnderTest) => Promise<unknown>;
}

/** Four weeks of predictions, withdrawals, resolutions and one re-resolution, no two at one time. */
function randomActs(random: () => number): readonly Act[] {
  const acts: Act[] = [];
  for (const setting of settings) {
    const { id, days } = setting;
    for (let index = 0; index < 25; index += 1) {
      const forecaster = `forecaster-${Math.floor(random() * 5)}`;
      const p = 0.01 + Math.round(random() * 98) / 100;
      const at = start + hourMs + Math.floor(random() * (days + 1) * dayMs);
      const withdraws = random() < 0.15;
      acts.push({
        at,
        does: (api) =>
          withdraws
            ? api.question(id, { name: 'prediction-withdrawn', data: { questionId: id, forecaster } })
            : predictionOf(api, setting, forecaster, p),
      });
    }
    if (days >= 24) continue;
    const yes = random() < 0.5;
    const resolvedAt = start + days * dayMs + Math.floor(random() * dayMs);
    acts.push({ at: resolvedAt, does: (api) => resolve(api, setting, { yes, revision: 1 }) });
    if (id === 'numeric-1')
      acts.push({
        at: resolvedAt + 4 * dayMs,
        does: (api) => resolve(api, setting, { yes: !yes, revision: 2 }),
      });
  }
  return acts
    .toSorted((one, other) => one.at - other.at)
    .map((act, index) => ({ ...act, at: act.at + index }));
}

/** What the API says of forecasts and weights, without the cut that it rests on. */
async function told(api: ApiUnderTest, id: string, asOf: string): Promise<readonly unknown[]> {
  const paths = [
    `/v1/questions/${id}/forecast?`,
    `/v1/questions/${id}/forecast?aggregate=track-record&`,
    `/v1/questions?limit=100&`,
  ];
  const answers = [];
  for (const path of paths) {
    const { status, body } = await api.get(`${path}${asOf}`);
    const { cut: _cut, ...rest } = body;
    answers.push({ path, status, rest });
  }
  return answers;
}

test(
  'forecasts and weights as of 100 random places are those of a log that ended there',
  { timeout: 240_000 },
  async () => {
    const random = seededRandom(11);
    await using api = await apiUnderTest({ at: iso(start) });
    for (const setting of settings) await open(api, setting);
    const acts = randomActs(random);
    const places = new Set<number>();
    while (places.size < 100) places.add(Math.floor(random() * acts.length));
    const seen: { readonly id: string; readonly asOf: string; readonly known: readonly unknown[] }[] = [];
    for (const [index, { at, does }] of acts.entries()) {
      api.setTime(iso(at));
      await does(api);
      if (!places.has(index)) continue;
      const next = acts[index + 1]?.at ?? at + dayMs;
      const asOf = iso(at + Math.floor(random() * (next - at)));
      api.setTime(asOf);
      const id = settings[Math.floor(random() * settings.length)]?.id ?? '';
      seen.push({ id, asOf, known: await told(api, id, '') });
    }
    expect(seen.length).toBe(100);
    api.setTime(iso(start + 60 * dayMs));
    for (const { id, asOf, known } of seen)
      expect({ asOf, said: await told(api, id, `asOf=${asOf}`) }).toEqual({ asOf, said: known });
    // what was seen is there: predictions of every kind stood, and were not refused
    const { items } = (await api.get('/v1/questions?limit=100')).body as { items: readonly object[] };
    expect(column(column(items, 'forecast'), 'n').every((n) => Number(n) > 1)).toBe(true);
    const { body } = await api.get('/v1/questions/binary-4/forecast');
    const reputations = column(body.weights, 'reputation').map(Number);
    expect(Math.max(...reputations)).toBeGreaterThan(0.01);
    expect(Math.min(...reputations)).toBe(1e-6);
  },
);

test('a score weighs from the next midnight in UTC on, and only curators see the weights', async () => {
  await using api = await apiUnderTest({ at: iso(start) });
  const [first, , second] = [settings[0], settings[1], settings[2]];
  for (const setting of [first, second]) await open(api, setting);
  const predictAll = async (setting: Setting): Promise<void> => {
    await predictionOf(api, setting, 'sure', 0.9);
    await predictionOf(api, setting, 'doubtful', 0.1);
  };
  await predictAll(first);
  await predictAll(second);
  api.setTime('2025-01-06T10:00:00Z');
  await resolve(api, first, { yes: true, revision: 1 });
  const path = `/v1/questions/${second.id}/forecast`;
  const byRecord = async (asOf: string): Promise<readonly unknown[]> => {
    const { body } = await api.get(`${path}?asOf=${asOf}`);
    const said = (body.aggregates as readonly { aggregate: string; probability: number }[]).find(
      ({ aggregate }) => aggregate === 'track-record',
    );
    return [...column(body.weights, 'reputation'), said?.probability];
  };
  api.setTime('2025-01-07T12:00:00Z');
  expect(await byRecord('2025-01-06T23:59:59.999Z')).toEqual([1e-6, 1e-6, 0.5]);
  // three of four days stand: peer 100 ln 9 · 3/4 over 30 + 3/4
  const reputation = (100 * Math.log(9) * 0.75) / 30.75;
  expect(await byRecord('2025-01-07T00:00:00Z')).toEqual([near(reputation, 6), 1e-6, 0.9]);
  expect((await api.get(path, { as: 'forecaster' })).body).toMatchObject({ hidden: false, weights: null });
});

test('the published forecast is a setting of the question', async () => {
  await using api = await withOpenQuestion({ aggregate: 'mean' });
  const predictions = '/v1/questions/a-meeting/predictions';
  await api.post(predictions, { probability: 0.1 }, { as: 'forecaster' });
  await api.post(predictions, { probability: 0.5 }, { as: 'other' });
  const { body } = await api.get('/v1/questions/a-meeting/forecast');
  expect(body).toMatchObject({ published: 'mean', forecast: { n: 2, probability: near(0.3) } });
  expect(column(body.steps, 'probability')).toEqual([0.1, near(0.3)]);
  expect(column(body.weights, 'forecaster')).toEqual([principalId('forecaster'), principalId('other')]);
  expect(Object.fromEntries(pairs(body.aggregates))).toEqual({
    'geometric-mean-of-odds': near(0.25),
    mean: near(0.3),
    extremised: near(1 / (1 + 3 ** 1.5)),
    'neyman-roughgarden': expect.closeTo(1 / (1 + 3 ** 1.2915), 4) as unknown,
    median: near(0.3),
    'recency-weighted': near(0.3),
    'trimmed-mean': near(0.3),
    'highest-density-trimmed-mean': near(0.3),
    'track-record': near(0.3),
  });
  expect((await api.get('/v1/questions')).body.items).toMatchObject([
    { forecast: { probability: near(0.3) } },
  ]);
  const other = await api.get('/v1/questions/a-meeting/forecast?aggregate=geometric-mean-of-odds');
  expect(column(other.body.steps, 'probability')).toEqual([near(0.1), near(0.25)]);
});

function pairs(aggregates: unknown): readonly (readonly [string, unknown])[] {
  const names = column(aggregates, 'aggregate').map(String);
  const said = column(aggregates, 'probability');
  return names.map((name, index) => [name, said[index]]);
}

test('a numeric question moves by the earth mover’s distance, in its own unit', async () => {
  await using api = await apiUnderTest({ at: iso(start) });
  const setting = settings[1];
  await open(api, setting);
  await predictionOf(api, setting, 'one', 0.25);
  api.setTime(iso(start + 2 * hourMs));
  await predictionOf(api, setting, 'one', 0.5);
  const { body } = await api.get('/v1/questions/numeric-1/forecast');
  const range = { min: 0, max: 20, openBelow: true, openAbove: true };
  const cdfAround = (median: number) =>
    quantilesToCdf(
      [-1, 0, 1].map((d, index) => ({ level: (index + 1) / 4, value: median + d })),
      range,
    );
  const distance = earthMoversDistance(cdfAround(5), cdfAround(10), range);
  const moved = { difference: expect.closeTo(5, 1) as unknown, bits: null, distance: near(distance, 3) };
  expect(body.movement).toMatchObject({ hour: moved, day: null, week: null });
  expect(column(body.aggregates, 'aggregate')).toEqual([
    'mean-of-cdfs',
    'recency-weighted',
    'quantile-average',
    'track-record',
  ]);
});

test('an aggregate of the other kind is refused with its field', async () => {
  await using api = await withOpenQuestion();
  const { body: question } = await api.get('/v1/questions/a-meeting');
  expect(question.aggregate).toBe('geometric-mean-of-odds');
  const refused = withOpenQuestion({ aggregate: 'mean-of-cdfs' });
  await expect(refused).rejects.toThrow('"field":"aggregate"');
});
