import { expect, test } from 'vitest';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion } from './testing/world.ts';

const path = '/v1/questions/child';
const supposes = (questionId: string, outcome: unknown = 'true') => ({
  conditions: [{ questionId, outcome }],
});

async function openChild(api: ApiUnderTest, conditions: object, id = 'child') {
  const child = { ...meetingQuestion, id, claim: null, coverage: [], ...conditions };
  return api.post('/v1/questions', child, { as: 'forecaster' });
}

async function parentCameOut(api: ApiUnderTest, outcome: 'true' | 'false', follows = 0): Promise<void> {
  await api.question('child', {
    name: 'condition-decided',
    data: { questionId: 'child', parent: 'a-meeting', state: 'resolved', outcome, follows },
  });
}

async function childResolved(api: ApiUnderTest, expectedRevision = 1) {
  api.setTime('2025-01-12T00:00:00Z');
  return api.post(`${path}/resolve`, {
    expectedRevision,
    reason: 'Because.',
    outcome: 'true',
    decidedAt: '2025-01-11T00:00:00Z',
    evidence: ['e'],
  });
}

test('a conditional question shows what it supposes', async () => {
  await using api = await withOpenQuestion();
  const opened = await openChild(api, supposes('a-meeting'));
  expect(opened).toMatchObject({ status: 201, body: { status: 'open', ...supposes('a-meeting') } });
  expect((await api.get('/v1/questions/a-meeting')).body.conditions).toEqual([]);
});

test.each([
  ['a question that does not exist', supposes('none'), 'conditions[0].questionId'],
  ['itself', supposes('child'), 'conditions[0].questionId'],
  ['an outcome of another kind', supposes('a-meeting', { number: 2 }), 'conditions[0].outcome'],
])('a question that supposes %s is refused', async (_, conditions, field) => {
  await using api = await withOpenQuestion();
  expect(await openChild(api, conditions)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
});

test('conditions go no deeper than four questions', async () => {
  await using api = await withOpenQuestion();
  const chain = ['a-meeting', 'b', 'c', 'd', 'e'];
  const statuses = [];
  for (const [index, id] of chain.slice(1).entries())
    statuses.push((await openChild(api, supposes(chain[index] ?? ''), id)).status);
  expect(statuses).toEqual([201, 201, 201, 400]);
});

test('resolved before its parent it is closed and unscored; once the condition came true it is scored', async () => {
  await using api = await withOpenQuestion();
  await openChild(api, supposes('a-meeting'));
  await api.post(`${path}/predictions`, { probability: 0.8 }, { as: 'forecaster' });
  expect((await childResolved(api)).body).toMatchObject({ status: 'closed', resolution: null });
  expect((await api.get(`${path}/scores`)).body).toMatchObject({ resolution: null, items: [] });
  await parentCameOut(api, 'true');
  expect((await api.get(path)).body).toMatchObject({ status: 'resolved', outcome: 'true' });
  expect((await api.get(`${path}/scores`)).body.items).toHaveLength(1);
});

test('a condition that failed annuls it, and undone it is unscored again', async () => {
  await using api = await withOpenQuestion();
  await openChild(api, supposes('a-meeting'));
  await api.post(`${path}/predictions`, { probability: 0.8 }, { as: 'forecaster' });
  await parentCameOut(api, 'false');
  expect((await api.get(path)).body).toMatchObject({ status: 'annulled', outcome: 'void' });
  expect((await api.get(`${path}/scores`)).body).toMatchObject({
    without: 'void',
    resolution: { cause: 'condition-failed' },
    items: [],
  });
  await parentCameOut(api, 'true', 1);
  expect((await api.get(path)).body).toMatchObject({ status: 'open', resolution: null });
  expect((await api.get(`${path}/scores`)).body).toMatchObject({ without: null, items: [] });
});
