import { expect, test } from 'vitest';
import { onDemonstration } from './testing/demonstration.ts';

const text = (pattern: RegExp): unknown => expect.stringMatching(pattern) as unknown;

test('why a question is open, and what would change what is known', { timeout: 120_000 }, async () => {
  await using api = await onDemonstration();
  const outlook = async (question: string, query = '') =>
    api.get(`/v1/questions/${question}/outlook${query}`);
  const open = await outlook('q1-eo14024-top-window-named', '?asOf=2025-09-01');
  expect(open).toMatchObject({ status: 200, body: { value: 'open', asKnown: 'true', complete: true } });
  expect(open.body.why).toContainEqual(text(/^Open, yes as known/u));
  expect(open.body.why).toContainEqual(text(/^Waits for /u));
  expect(open.body.flips).toContainEqual({
    from: text(/^2025-09/u),
    until: text(/Z$/u),
    value: 'false',
    text: text(/sanctions.* makes it no\.$/u),
  });
  const decided = await outlook('q1-eo14024-top-window-named');
  expect(decided.body).toMatchObject({ value: 'false', flips: [], waitingFor: [] });
  expect(await outlook('no-such')).toMatchObject({ status: 404, body: { code: 'question-unknown' } });
});
