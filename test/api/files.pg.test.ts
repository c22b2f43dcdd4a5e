import { unzipSync, strFromU8 } from 'fflate';
import { expect, test } from 'vitest';
import { parse } from 'csv-parse/sync';
import { answeredQuestion } from './testing/answered.ts';
import { apiUnderTest, column, principalId } from './testing/api-under-test.ts';
import type { ApiUnderTest, Sent } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';

const mine = principalId('forecaster');
const theirs = principalId('other');
const predictions = '/v1/questions/a-meeting/predictions';

/** The rows of a CSV file by its header. */
async function rowsOf(api: ApiUnderTest, path: string, sent?: Sent): Promise<readonly object[]> {
  const { status, content, headers } = await api.download(path, sent);
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  return parse(content, { columns: true });
}

/** The items of a file of JSON Lines. */
async function linesOf(api: ApiUnderTest, path: string, sent?: Sent): Promise<readonly unknown[]> {
  const { status, content, headers } = await api.download(path, sent);
  expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  return content
    .toString()
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

/** Two questions, resolved; the crowd of the second is shown in 2026. */
async function withRecord(): Promise<ApiUnderTest> {
  const api = await apiUnderTest();
  const both = { [mine]: 0.8, [theirs]: 0.4, machine: 0.5 };
  await answeredQuestion(api, { id: 'shown', outcome: 'true', predictions: both, tags: ['talks'] });
  const closing = { opensAt: '2025-02-01T00:00:00Z', closesAt: '2025-02-11T00:00:00Z' };
  const revealAt = '2026-01-01T00:00:00Z';
  await answeredQuestion(api, { id: 'hidden', outcome: 'false', predictions: both, revealAt, ...closing });
  return api;
}

test('predictions as CSV and as JSON Lines are those of the list, with text that no spreadsheet runs', async () => {
  await using api = await withOpenQuestion();
  const rationale = '=HYPERLINK("https://example.org", "look"), they say';
  await api.post(predictions, { probability: 0.2, rationale }, { as: 'forecaster' });
  await api.post(predictions, { probability: 0.6 }, { as: 'forecaster' });
  const { items } = (await api.get(predictions)).body;
  expect(await linesOf(api, `${predictions}?format=jsonl`)).toEqual(items);
  expect(await linesOf(api, predictions, { headers: { accept: 'application/x-ndjson' } })).toEqual(items);
  const rows = await rowsOf(api, predictions, { headers: { accept: 'text/html;q=0.1, text/csv' } });
  expect(rows).toMatchObject([
    { questionId: 'a-meeting', probability: '0.2', status: 'replaced', rationale: `'${rationale}` },
    { probability: '0.6', status: 'standing', endedAt: '', quantiles: '', rationale: '' },
  ]);
  const { content, headers } = await api.download(`${predictions}?format=csv`);
  expect(content.toString()).toContain('\r\n');
  expect(headers['content-disposition']).toBe('attachment; filename="predictions-a-meeting.csv"');
  expect(await api.get(predictions, { headers: { accept: '*/*' } })).toMatchObject({
    status: 200,
    body: { items },
  });
  expect(await api.get('/v1/questions/none/predictions?format=csv')).toMatchObject({ status: 404 });
});

/** Sends a batch of predictions and waits until readers see them. */
async function predictMany(api: ApiUnderTest, as: 'forecaster' | 'other', count: number): Promise<void> {
  const text = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ questionId: 'a-meeting', probability: (index + 2) / (count + 4) }),
  ).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const { rows } = (await api.post('/v1/predictions', text, { as, headers })).body;
  const seen = { headers: { 'casus-position': String(column(rows, 'position').at(-1)) } };
  while ((await api.get(predictions, seen)).status !== 200);
}

test('a file has every row, whatever the page, and as of a time those of then', async () => {
  await using api = await withOpenQuestion();
  for (const as of ['forecaster', 'other'] as const) await predictMany(api, as, 600);
  api.setTime('2025-01-05T00:00:00Z');
  await predictMany(api, 'other', 1);
  expect(await rowsOf(api, `${predictions}?format=csv&limit=10`)).toHaveLength(1_201);
  const then = await rowsOf(api, `${predictions}?format=csv&asOf=2025-01-04`);
  expect(then).toHaveLength(1_200);
  expect(then.at(-1)).toMatchObject({ status: 'standing', endedAt: '' });
});

test('scores, leaderboards and calibration are to be had as files', async () => {
  await using api = await withRecord();
  const scores = '/v1/questions/shown/scores';
  const { items } = (await api.get(scores)).body as { items: readonly object[] };
  expect(await linesOf(api, `${scores}?format=jsonl`)).toEqual(
    items.map((item) => ({ questionId: 'shown', ...item })),
  );
  expect(await rowsOf(api, `${scores}?format=csv`)).toMatchObject([
    {
      questionId: 'shown',
      forecaster: mine,
      brier: expect.stringMatching(/^0\.0(4|39)/u) as string,
      crps: '',
    },
    { role: 'baseline' },
    { forecaster: theirs, peer: expect.stringMatching(/^-69\.3/u) as string },
  ]);
  const board = await rowsOf(api, '/v1/leaderboards?format=csv&limit=1', { as: 'reader' });
  expect(board).toMatchObject([
    { rank: '1', forecaster: mine, n: '1' },
    { rank: '2', forecaster: theirs },
    { rank: '', forecaster: 'machine' },
  ]);
  const bins = await rowsOf(api, '/v1/calibration?format=csv&tag=talks', { as: 'reader' });
  expect(bins).toMatchObject([
    { of: 'last', n: '1', meanForecast: '0.4', frequency: '1' },
    { of: 'last', n: '1', meanForecast: '0.8' },
    { of: 'timeWeighted' },
    { of: 'timeWeighted' },
  ]);
});

test('before its reveal no file tells the crowd, not even by a peer score or as of a time', async () => {
  await using api = await withRecord();
  for (const query of ['?format=csv', '?format=csv&asOf=2025-06-01']) {
    const made = await rowsOf(api, `/v1/questions/hidden/predictions${query}`, { as: 'forecaster' });
    expect(made).toMatchObject([{ forecaster: mine }]);
    const scored = await rowsOf(api, `/v1/questions/hidden/scores${query}`, { as: 'forecaster' });
    expect(scored).toMatchObject([{ forecaster: mine, peer: '', spotPeer: '' }]);
    expect(await rowsOf(api, `/v1/questions/hidden/predictions${query}`, { as: 'reader' })).toEqual([]);
  }
  const { body } = await api.get('/v1/questions/hidden/scores', { as: 'forecaster' });
  expect(body.items).toMatchObject([{ forecaster: mine, peer: null, spot: { peer: null } }]);
  api.setTime('2026-01-01T00:00:00Z');
  const { body: later } = await api.get('/v1/questions/hidden/scores', { as: 'forecaster' });
  expect(later.items).toHaveLength(3);
});

/** The files of the archive by name. */
async function archiveOf(api: ApiUnderTest, path = '/v1/me/archive', sent: Sent = { as: 'forecaster' }) {
  const { status, content, headers } = await api.download(path, sent);
  expect([status, headers['content-type']]).toEqual([200, 'application/zip']);
  const files = Object.entries(unzipSync(content));
  return Object.fromEntries(files.map(([name, file]) => [name, strFromU8(file)]));
}

test('the archive has all of mine and nothing of others', async () => {
  await using api = await withRecord();
  const files = await archiveOf(api);
  expect(Object.keys(files)).toEqual([
    'about.json',
    'predictions.csv',
    'predictions.jsonl',
    'scores.csv',
    'scores.jsonl',
    'calibration.csv',
    'calibration.jsonl',
    'calibration.json',
  ]);
  const lines = (name: string) =>
    (files[name] ?? '')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  expect(JSON.parse(files['about.json'] ?? '')).toMatchObject({ forecaster: mine, role: 'forecaster' });
  expect(lines('predictions.jsonl')).toMatchObject([
    { questionId: 'hidden', probability: 0.8, forecaster: mine },
    { questionId: 'shown', probability: 0.8, forecaster: mine },
  ]);
  expect(lines('scores.jsonl')).toMatchObject([
    { questionId: 'hidden', peer: null, brier: expect.closeTo(0.64, 9) as number },
    { questionId: 'shown', peer: expect.closeTo(69.314_718_056, 9) as number },
  ]);
  expect(parse(files['scores.csv'] ?? '', { columns: true })).toMatchObject([
    { peer: '' },
    { questionId: 'shown' },
  ]);
  expect(JSON.parse(files['calibration.json'] ?? '')).toMatchObject({
    questions: 2,
    last: { predictions: 2 },
  });
  expect(Object.values(files).join('')).not.toContain(theirs);
});

test('the archive as of a time is that of then; rationales and refused predictions are in it', async () => {
  await using api = await withOpenQuestion();
  const rationale = 'Envoys travel.';
  await api.post(predictions, { probability: 0.2, rationale }, { as: 'forecaster' });
  await api.post(predictions, { quantiles: [{ level: 0.5, value: 1 }] }, { as: 'forecaster' });
  api.setTime('2025-01-05T00:00:00Z');
  await api.post(predictions, { probability: 0.5 }, { as: 'forecaster' });
  const now = parse((await archiveOf(api))['predictions.csv'] ?? '', { columns: true });
  expect(now).toMatchObject([
    { rationale, status: 'replaced' },
    { quantiles: '0.5=1', status: 'refused' },
    { probability: '0.5' },
  ]);
  const then = (await archiveOf(api, '/v1/me/archive?asOf=2025-01-04'))['predictions.csv'] ?? '';
  expect(parse(then, { columns: true })).toMatchObject([{ status: 'standing' }, { status: 'refused' }]);
  const empty = await archiveOf(api, '/v1/me/archive', { as: 'other' });
  expect(parse(empty['predictions.csv'] ?? '', { columns: true })).toEqual([]);
});
