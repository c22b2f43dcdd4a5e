import { afterAll, beforeAll, expect, test } from 'vitest';
import { column } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { onDemonstration } from './testing/demonstration.ts';

let api: ApiUnderTest;

beforeAll(async () => {
  api = await onDemonstration();
});
afterAll(() => api[Symbol.asyncDispose]());

const untilOf = (items: unknown) =>
  column(items, 'until').map((until) => String(column([until], 'latest')[0]).slice(0, 10));

test('the talks of two sides are spells, with the events that opened and ended them', async () => {
  const { body } = await api.get('/v1/talks?between=Steve%20Witkoff,Vladimir%20Putin&from=2025-07-01');
  expect(untilOf(body.spells)).toEqual(['2025-09-05']);
  expect(body.events).toMatchObject([
    { type: 'meeting.held', occurred: { from: '2025-08-06T04:00:00.000Z' } },
  ]);
  expect(column(body.spells, 'openedBy')).toEqual([column(body.events, 'id')]);
});

test('who acts for a side talks for it', async () => {
  const { body } = await api.get('/v1/talks?between=USA,RUS&from=2025-08-01&until=2025-08-20');
  expect(column(body.events, 'type')).toContain('call.held');
  expect(column(body.spells, 'from')).toHaveLength(1);
});

test('a deadline is pending until its date, as it was last moved', async () => {
  const { body } = await api.get('/v1/deadlines/spells?by=USA&on=RUS&from=2025-07-01');
  expect(untilOf(body.spells)).toEqual(['2025-08-09']);
  expect(column(body.events, 'type')).toEqual([
    'deadline.set',
    'deadline.moved',
    'deadline.moved',
    'deadline.lapsed',
  ]);
  const before = await api.get('/v1/deadlines/spells?by=USA&on=RUS&from=2025-07-01&asOf=2025-07-20');
  expect(untilOf(before.body.spells)).toEqual(['2025-09-03']);
});

test('a stretch that ends before it begins is refused', async () => {
  expect(await api.get('/v1/deadlines/spells?from=2025-08-01&until=2025-07-01')).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ in: 'query', field: 'until' }] },
  });
  expect((await api.get('/v1/talks?between=USA')).body.errors).toMatchObject([{ field: 'between' }]);
});
