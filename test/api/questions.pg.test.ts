import { expect, test } from 'vitest';
import { apiUnderTest, column } from './testing/api-under-test.ts';
import type { Answer } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion, registerStart, someMeeting } from './testing/world.ts';

test('a question is opened, shown with its sources, and read again', async () => {
  await using api = await withOpenQuestion();
  const { status, body } = await api.get('/v1/questions/a-meeting', { as: 'reader' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: 'a-meeting',
    status: 'open',
    revision: 1,
    coverage: [{ source: 'press' }],
    claimText: expect.stringContaining('meeting') as unknown,
    verdict: null,
    resolution: null,
    cut: { asOf: null, final: false },
  });
});

test('without sources given, absence rests on all that say how far they have been read', async () => {
  await using api = await withOpenQuestion();
  const { coverage: _, ...draft } = meetingQuestion;
  const { body } = await api.post('/v1/questions', { ...draft, id: 'other' });
  const sources = column(body.coverage, 'source');
  expect(sources).toContain('press');
  expect(sources).toContain('kremlin');
  expect(sources).not.toContain('desk');
});

test('every field that is wrong is named', async () => {
  await using api = await withOpenQuestion();
  const { status, body } = await api.post('/v1/questions', {
    ...meetingQuestion,
    id: 'wrong',
    closesAt: '2025-01-01T00:00:00Z',
    settleBy: '2025-02-03T23:59:59Z',
    coverage: [{ source: 'nobody' }, { source: 'desk' }],
  });
  expect([status, body.code]).toEqual([400, 'invalid-request']);
  expect(column(body.errors, 'field')).toEqual([
    'closesAt',
    'coverage[0].source',
    'coverage[1].source',
    'settleBy',
  ]);
});

test('a claim that does not compile is refused where it is wrong', async () => {
  await using api = await withOpenQuestion();
  const claim = { ...someMeeting, measure: { ...someMeeting.measure, by: 'year' } };
  const { status, body } = await api.post('/v1/questions', { ...meetingQuestion, id: 'wrong', claim });
  expect(status).toBe(400);
  expect(body.errors).toMatchObject([{ in: 'body', field: 'claim.measure.by' }]);
});

test('an id is taken once, and the same request again is the same question', async () => {
  await using api = await apiUnderTest({ at: '2025-01-02T00:00:00Z' });
  await registerStart(api);
  const headers = { 'idempotency-key': 'k1' };
  const first = await api.post('/v1/questions', meetingQuestion, { headers });
  const again = await api.post('/v1/questions', meetingQuestion, { headers });
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.headers['casus-position']).toBe(first.headers['casus-position']);
  const taken = await api.post('/v1/questions', meetingQuestion);
  expect([taken.status, taken.body.code]).toEqual([409, 'question-exists']);
  const reused = await api.post('/v1/questions', { ...meetingQuestion, title: 'Another' }, { headers });
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotency-key-reused']);
});

test('the board is filtered by status and tag, and paged by closing time', async () => {
  await using api = await withOpenQuestion();
  for (const [id, closesAt] of [
    ['b', '2025-01-20T00:00:00Z'],
    ['c', '2025-01-10T00:00:00Z'],
  ])
    await api.post('/v1/questions', { ...meetingQuestion, id, closesAt, tags: [`only-${id}`] });
  const ids = ({ body }: Answer) => column(body.items, 'id');
  const first = await api.get('/v1/questions?limit=2');
  expect(ids(first)).toEqual(['c', 'b']);
  const second = await api.get(`/v1/questions?limit=2&cursor=${String(first.body.nextCursor)}`);
  expect([ids(second), second.body.nextCursor]).toEqual([['a-meeting'], null]);
  expect(ids(await api.get('/v1/questions?tag=only-b'))).toEqual(['b']);
  api.setTime('2025-01-15T00:00:00Z');
  expect(ids(await api.get('/v1/questions?status=closed'))).toEqual(['c']);
  expect(ids(await api.get('/v1/questions?status=open'))).toEqual(['b', 'a-meeting']);
  expect(ids(await api.get('/v1/questions?status=closed&asOf=2025-01-09'))).toEqual([]);
});

test('as of a time before it was opened there is no question', async () => {
  await using api = await withOpenQuestion();
  const { status, body } = await api.get('/v1/questions/a-meeting?asOf=2025-01-01');
  expect([status, body.code]).toEqual([404, 'question-unknown']);
  expect((await api.get('/v1/questions/a-meeting?asOf=2025-01-02')).status).toBe(200);
});

test('a position that readers have not reached is waited for, then refused', async () => {
  await using api = await withOpenQuestion();
  const wait = async (position: string) => {
    const answer = await api.get('/v1/questions', { headers: { 'casus-position': position } });
    return [answer.status, answer.body.code];
  };
  expect(await wait('questions/0@0')).toEqual([200, undefined]);
  expect(await wait('questions/0@999')).toEqual([503, 'unavailable']);
  expect(await wait('nowhere')).toEqual([400, 'invalid-request']);
});

test('what nobody has decided in time is answered with its position', async () => {
  await using api = await apiUnderTest({ projected: false });
  const human = { ...meetingQuestion, claim: null, coverage: [] };
  const { status, body, headers } = await api.post('/v1/questions', human);
  expect(status).toBe(202);
  expect(body.position).toMatch(/^questions\/[01]@1$/);
  expect(headers['casus-position']).toBe(body.position);
});

test('readers may not open a question, and nobody reads without a key', async () => {
  await using api = await apiUnderTest();
  expect((await api.post('/v1/questions', meetingQuestion, { as: 'reader' })).status).toBe(403);
  expect((await api.get('/v1/questions', { as: 'nobody' })).status).toBe(401);
});

const { claim, ...unasked } = meetingQuestion;
const january = claim.measure;

test('a date question takes the days of its window', async () => {
  await using api = await withOpenQuestion();
  const { by: _, ...measure } = january;
  const date = { ...unasked, id: 'when', kind: 'date', claim: { ...measure, op: 'time' } };
  const { status, body } = await api.post('/v1/questions', date);
  expect(status).toBe(201);
  expect(body).toMatchObject({ kind: 'date', days: { first: '2025-01-01', last: '2025-01-31' } });
  const counted = await api.post('/v1/questions', { ...date, id: 'when-not', claim: january });
  expect(column(counted.body.errors, 'field')).toContain('claim.op');
});

test('a choice stores the claims of its options, and names the one that is wrong', async () => {
  await using api = await withOpenQuestion();
  const options = [
    { name: 'a meeting', claim },
    { name: 'none', claim: null },
  ];
  const choice = { ...unasked, id: 'which', kind: 'choice', claim: null, options };
  const { status, body } = await api.post('/v1/questions', choice);
  expect(status).toBe(201);
  expect(body).toMatchObject({ kind: 'choice', options: [{ name: 'a meeting' }, { name: 'none' }] });
  expect(body.claimText).toContain('"none" is what is left over.');
  const wrong = [{ name: 'a meeting', claim: { ...claim, is: '=>' } }, options[1]];
  const refused = await api.post('/v1/questions', { ...choice, id: 'which-not', options: wrong });
  expect(column(refused.body.errors, 'field')).toContain('options[0].claim.is');
});
