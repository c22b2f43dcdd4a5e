import { expect, test } from 'vitest';
import { onDemonstration } from './testing/demonstration.ts';

const window = { op: 'between', from: '2025-11-10', until: '2025-12-10', zone: 'UTC' };
const meetings = {
  op: 'compare',
  measure: { op: 'count', event: { op: 'match', type: 'meeting.held' }, window, by: 'event' },
  is: '>=',
  value: 1,
};

test('a claim is tried on past windows, and nothing is written', { timeout: 300_000 }, async () => {
  await using api = await onDemonstration();
  const heads = await api.log.heads('questions');
  const body = { kind: 'binary', claim: meetings, stepDays: 30 };
  const { status, body: tried } = await api.post('/v1/claims/dry-run', body, { as: 'reader' });
  expect({ status, tried }).toMatchObject({
    status: 200,
    tried: {
      complete: true,
      summary: { baseRate: expect.any(Number) as number },
      asked: expect.any(String) as string,
    },
  });
  const windows = tried.windows as readonly { readonly from: string; readonly until: string }[];
  expect(windows.length).toBeGreaterThan(3);
  expect(windows.every(({ until }) => Date.parse(until) <= Date.parse('2025-11-05T00:00:00Z'))).toBe(true);
  expect(await api.log.heads('questions')).toEqual(heads);

  const refused = await api.post('/v1/claims/dry-run', { kind: 'binary', claim: { op: 'cmpare' } });
  expect(refused).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ field: expect.stringMatching(/^claim/u) as string }] },
  });
  const none = await api.post('/v1/claims/dry-run', { kind: 'binary', claim: null });
  expect(none).toMatchObject({ status: 400, body: { errors: [{ field: 'claim' }] } });
});
