import { expect, test } from 'vitest';
import { column, near } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { said, settled } from './testing/verdicts.ts';
import { meetingQuestion } from './testing/world.ts';

const question = '/v1/questions/a-meeting';
const tenth = Date.parse('2025-01-10T00:00:00Z') / 1000;

const command = (expectedRevision: number, more: object = {}) => ({
  expectedRevision,
  reason: 'Because.',
  ...more,
});
const byHand = { outcome: 'true', decidedAt: '2025-01-05T00:00:00Z', evidence: ['https://example.org/a'] };

async function codeOf(api: ApiUnderTest, path: string, body: object): Promise<unknown> {
  const answer = await api.post(`${question}/${path}`, body);
  return [answer.status, answer.body.code];
}

test('closed by hand, a question takes no more predictions', async () => {
  await using api = await withOpenQuestion();
  expect(await api.post(`${question}/close`, command(1))).toMatchObject({
    status: 200,
    body: { status: 'closed', revision: 2, closedAt: '2025-01-02T00:00:00.000Z' },
  });
  expect(await codeOf(api, 'predictions', { probability: 0.5 })).toEqual([409, 'prediction-late']);
  expect(await codeOf(api, 'close', command(2))).toEqual([409, 'question-not-open']);
});

test('a command on another revision than it names is refused, and says so again when it is retried', async () => {
  await using api = await withOpenQuestion();
  expect(await codeOf(api, 'close', command(7))).toEqual([409, 'stale-revision']);
  const headers = { 'idempotency-key': 'k' };
  const first = await api.post(`${question}/close`, command(1), { headers });
  const again = await api.post(`${question}/close`, command(1), { headers });
  expect([first.status, again.status, again.body.revision]).toEqual([200, 200, 2]);
});

test('resolved by hand, with reason and evidence, it is scored', async () => {
  await using api = await withOpenQuestion();
  await api.post(`${question}/predictions`, { probability: 0.8 }, { as: 'forecaster' });
  await api.post(`${question}/predictions`, { probability: 0.5 }, { as: 'other' });
  api.setTime('2025-01-06T00:00:00Z');
  const resolved = await api.post(`${question}/resolve`, command(1, byHand));
  expect(resolved.body).toMatchObject({
    status: 'resolved',
    outcome: 'true',
    resolution: { number: 1, by: 'human', reason: 'Because.', decidedAt: '2025-01-05T00:00:00.000Z' },
  });
  const { body } = await api.get(`${question}/scores`);
  expect(body).toMatchObject({
    without: null,
    resolution: { cause: 'resolved-by-hand', reason: 'Because.' },
  });
  // from 2 to 5 January of a scheduled month of 30 days
  const coverage = near(0.1);
  expect(body.items).toMatchObject([
    { brier: near(0.04), crps: null, coverage, provisional: false },
    { brier: near(0.25), coverage },
  ]);
  expect((await api.get(`${question}/scores?asOf=2025-01-05`)).body).toMatchObject({
    resolution: null,
    items: [],
  });
});

test.each([
  ['a number for a binary question', { ...byHand, outcome: { number: 3 } }, [422, 'outcome-kind']],
  ['no evidence', { ...byHand, evidence: [] }, [400, 'invalid-request']],
  ['an unknown outcome', { ...byHand, outcome: 'maybe' }, [400, 'invalid-request']],
])('a resolution with %s is refused', async (_name, given, code) => {
  await using api = await withOpenQuestion();
  expect(await codeOf(api, 'resolve', command(1, given))).toEqual(code);
});

test('annulled, it is void, scores nobody and takes no more commands', async () => {
  await using api = await withOpenQuestion();
  expect((await api.post(`${question}/annul`, command(1))).body).toMatchObject({
    status: 'annulled',
    outcome: 'void',
  });
  expect((await api.get(`${question}/scores`)).body).toMatchObject({ without: 'void', items: [] });
  expect(await codeOf(api, 'resolve', command(2, byHand))).toEqual([409, 'question-annulled']);
});

test('amended, it has another definition, checked like a new one', async () => {
  await using api = await withOpenQuestion();
  const { id: _, ...definition } = { ...meetingQuestion, title: 'Do they meet?' };
  expect((await api.post(`${question}/amend`, command(1, { definition }))).body).toMatchObject({
    title: 'Do they meet?',
    revision: 2,
  });
  const wrong = { ...definition, settleBy: definition.closesAt };
  expect((await api.post(`${question}/amend`, command(2, { definition: wrong }))).body.errors).toMatchObject([
    { field: 'settleBy' },
  ]);
});

test('a source is retired from those that absence rests on', async () => {
  await using api = await withOpenQuestion({ coverage: [{ source: 'press' }, { source: 'kremlin' }] });
  const retire = (revision: number) => command(revision, { source: 'kremlin' });
  expect((await api.post(`${question}/retire-source`, retire(1))).body.coverage).toEqual([
    { source: 'press' },
  ]);
  expect(await codeOf(api, 'retire-source', retire(2))).toEqual([409, 'source-not-covering']);
});

test('what the engine settles resolves; what it says against that waits for a curator', async () => {
  await using api = await withOpenQuestion();
  await said(api, 'a-meeting', { value: 'true', decidedAt: tenth, world: 2 });
  expect((await api.get(question)).body).toMatchObject({ status: 'open', verdict: { value: 'true' } });
  api.setTime('2025-02-01T00:00:00Z');
  expect((await api.get(question)).body.status).toBe('resolving');
  await settled(api, 'a-meeting', { value: 'true', decidedAt: tenth, world: 3 });
  expect((await api.get(question)).body).toMatchObject({ status: 'resolved', outcome: 'true' });
  await said(api, 'a-meeting', { value: 'false', decidedAt: tenth, world: 4 });
  expect((await api.get('/v1/curator/queue')).body).toMatchObject({
    items: [{ kind: 'contested', question: { id: 'a-meeting', verdict: 'false' } }],
  });
  expect((await api.post(`${question}/confirm`, command(1))).body).toMatchObject({
    status: 'resolved',
    contest: null,
  });
  expect(await codeOf(api, 'confirm', command(2))).toEqual([409, 'not-contested']);
});

test('every resolution stays readable, and as of a day the one that stood', async () => {
  await using api = await withOpenQuestion({ afterSettle: 'follow' });
  await said(api, 'a-meeting', { value: 'true', decidedAt: tenth, world: 2 });
  await settled(api, 'a-meeting', { value: 'true', decidedAt: tenth, world: 3 });
  api.setTime('2025-02-10T00:00:00Z');
  await said(api, 'a-meeting', { value: 'false', decidedAt: tenth, world: 4 });
  const { body } = await api.get(`${question}/resolutions`);
  expect(body.items).toMatchObject([
    { number: 1, outcome: 'true', cause: 'settled' },
    { number: 2, outcome: 'false', cause: 'followed', provisional: true },
  ]);
  const then = await api.get(`${question}/resolutions?asOf=2025-02-09`);
  expect(column(then.body.items, 'outcome')).toEqual(['true']);
});

test('only curators command', async () => {
  await using api = await withOpenQuestion();
  for (const path of ['close', 'annul', 'resolve', 'amend', 'confirm', 'retire-source'])
    expect((await api.post(`${question}/${path}`, command(1), { as: 'forecaster' })).status).toBe(403);
  expect((await api.get('/v1/curator/queue', { as: 'forecaster' })).status).toBe(403);
});
