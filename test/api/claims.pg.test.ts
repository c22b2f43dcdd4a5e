import { expect, test } from 'vitest';
import { column } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion, someMeeting } from './testing/world.ts';

const text = 'some meeting.held from 2025-01-01 until 2025-02-01 in UTC';

test('a claim is given back in all its forms, with its lookback and horizon', async () => {
  await using api = await withOpenQuestion();
  const fromText = await api.post('/v1/claims/parse', { text }, { as: 'reader' });
  expect(fromText).toMatchObject({
    status: 200,
    body: {
      valid: true,
      kind: 'binary',
      text,
      english: expect.stringMatching(/^There are at least 1 meetings/) as unknown,
      lookback: '2025-01-01T00:00:00.000Z',
      horizon: '2025-02-01T00:00:00.000Z',
    },
  });
  const fromJson = await api.post('/v1/claims/parse', { claim: someMeeting }, { as: 'reader' });
  expect(fromJson.body).toEqual(fromText.body);
});

test('what is wrong is named with its place, and the nearest word', async () => {
  await using api = await withOpenQuestion();
  const misspelt = text.replace('meeting.held', 'meeting.hled');
  const { body } = await api.post('/v1/claims/parse', { text: misspelt }, { as: 'reader' });
  expect(body).toMatchObject({
    valid: false,
    refusals: [
      { line: 1, column: 6, message: expect.stringMatching(/did you mean meeting\.held\?$/) as unknown },
    ],
  });
  const two = await api.post('/v1/claims/parse', { text, claim: someMeeting }, { as: 'reader' });
  expect(two.status).toBe(400);
});

test('an actor that nobody registered is warned of before and when a question is opened on it', async () => {
  await using api = await withOpenQuestion();
  const claim = text.replace('held', 'held among Rusia & "United States"');
  const parsed = await api.post('/v1/claims/parse', { text: claim }, { as: 'reader' });
  const warnings = [
    expect.stringMatching(/^no registered actor is called Rusia: .*did you mean Russia\?$/) as unknown,
  ];
  expect(parsed.body).toMatchObject({
    valid: true,
    warnings,
    text: expect.stringContaining('& USA') as unknown,
  });
  const opened = await api.post('/v1/questions', { ...meetingQuestion, id: 'misspelt', claim });
  expect([opened.status, opened.body.warnings]).toEqual([201, warnings]);
  const tried = await api.post('/v1/claims/dry-run', { kind: 'binary', claim }, { as: 'reader' });
  expect([tried.status, tried.body.warnings]).toEqual([200, warnings]);
});

test('templates are listed, and filled', async () => {
  await using api = await withOpenQuestion();
  const { body } = await api.get('/v1/claims/templates', { as: 'reader' });
  expect(column(body.items, 'name')).toContain('exists-by');
  const event = { op: 'match', type: 'meeting.held' };
  const slots = { event, from: '2025-01-01', until: '2025-02-01' };
  const made = await api.post('/v1/claims/parse', { template: 'exists-by', slots }, { as: 'reader' });
  expect(made.body).toMatchObject({ valid: true, text });
});

test('a question is opened with a claim as text, and refused with its line and column', async () => {
  await using api = await withOpenQuestion();
  const asked = { ...meetingQuestion, id: 'as-text', claim: text };
  const { status, body } = await api.post('/v1/questions', asked);
  expect(status).toBe(201);
  expect(body.claim).toMatchObject({ op: 'compare', is: '>=', value: 1 });
  const wrong = await api.post('/v1/questions', { ...asked, id: 'as-no-text', claim: 'sum meeting.held' });
  expect([wrong.status, column(wrong.body.errors, 'field')]).toEqual([400, ['claim']]);
  expect(column(wrong.body.errors, 'message').join()).toMatch(/line 1, column \d+/);
  const choice = `option "they meet" if ${text}; else "none"`;
  const opened = await api.post('/v1/questions', { ...asked, id: 'which', kind: 'choice', claim: choice });
  expect(opened.body).toMatchObject({
    kind: 'choice',
    claim: null,
    options: [{ name: 'they meet' }, { name: 'none' }],
  });
});
