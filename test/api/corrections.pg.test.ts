import { afterAll, beforeAll, expect, test } from 'vitest';
import { column } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { onDemonstration } from './testing/demonstration.ts';

const summit = '/v1/questions/q4-summit-within-30-days';
const sanctions = '/v1/questions/q1-eo14024-top-window-named';
let api: ApiUnderTest;

/** The summit in Anchorage and the call of 16 October are taken back when all is settled. */
beforeAll(async () => {
  api = await onDemonstration(['ut-036', 'ut-039']);
});
afterAll(() => api[Symbol.asyncDispose]());

test('a question that follows is resolved anew, explained, and scored by the new outcome', async () => {
  const { body } = await api.get(`${summit}/resolutions`);
  expect(body.items).toMatchObject([
    { number: 1, outcome: 'true', cause: 'settled' },
    {
      number: 2,
      outcome: 'false',
      cause: 'followed',
      decidedAt: expect.stringMatching(/^2025-09-05/) as unknown,
    },
  ]);
  expect(column(body.items, 'explanation')).toEqual([
    ['Yes: Donald Trump and Vladimir Putin met on 15 August 2025.'],
    expect.arrayContaining([expect.stringMatching(/^It no longer cites meeting\.held/)]),
  ]);
  const { body: scores } = await api.get(`${summit}/scores`);
  expect(scores).toMatchObject({ resolution: { number: 2 } });
  const { body: before } = await api.get(`${summit}/scores?asOf=2025-10-01`);
  expect(before).toMatchObject({ resolution: { number: 1, outcome: 'true' } });
  expect(new Set(column(before.items, 'forecaster'))).toEqual(new Set(column(scores.items, 'forecaster')));
  expect(column(before.items, 'brier')).not.toEqual(column(scores.items, 'brier'));
});

test('a question that asks is contested and waits for a curator', async () => {
  const { body } = await api.get(sanctions);
  expect(body).toMatchObject({
    status: 'contested',
    outcome: 'false',
    contest: { value: 'true', decidedAt: '2025-10-24T04:00:00.000Z' },
  });
  expect((await api.get('/v1/curator/queue?kind=contested')).body.items).toContainEqual({
    kind: 'contested',
    question: expect.objectContaining({ id: 'q1-eo14024-top-window-named', status: 'contested' }) as unknown,
  });
});
