import { expect, test } from 'vitest';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';

const question = '/v1/questions/a-meeting';
const outcomes = ['true', 'false', 'true', 'false', 'true'] as const;

async function resolve(api: ApiUnderTest, expectedRevision: number, outcome: string): Promise<unknown> {
  const { body } = await api.post(`${question}/resolve`, {
    expectedRevision,
    reason: 'Because.',
    outcome,
    decidedAt: '2025-01-05T00:00:00Z',
    evidence: ['e'],
  });
  return body.outcome;
}

test('while it is resolved again and again, no reader sees a resolution without the scores by it', async () => {
  await using api = await withOpenQuestion();
  await api.post(`${question}/predictions`, { probability: 0.8 }, { as: 'forecaster' });
  api.setTime('2025-01-06T00:00:00Z');
  const seen = new Set<string>();
  let isDone = false;
  const reader = async (): Promise<void> => {
    while (!isDone) {
      const { body } = await api.get(`${question}/scores`);
      const [score] = body.items as readonly { brier: number }[];
      const { outcome } = (body.resolution ?? {}) as { outcome?: string };
      seen.add(`${outcome ?? 'none'} ${score ? score.brier.toFixed(2) : 'none'}`);
    }
  };
  const readers = [reader(), reader(), reader()];
  for (const [index, outcome] of outcomes.entries()) {
    expect(await resolve(api, index + 1, outcome)).toBe(outcome);
  }
  isDone = true;
  await Promise.all(readers);
  expect(['false 0.64', 'none none', 'true 0.04']).toEqual(expect.arrayContaining([...seen]));
  expect(seen.size).toBeGreaterThan(1);
});
