import { expect, test } from 'vitest';
import { column, principalId } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { meetingQuestion } from './testing/world.ts';

const path = '/v1/predictions';
const csv = { as: 'forecaster', headers: { 'content-type': 'text/csv' } } as const;
const lines = { as: 'forecaster', headers: { 'content-type': 'application/x-ndjson' } } as const;

/** `a-meeting`, binary, and `how-many`, numeric. */
async function withTwoQuestions(): Promise<ApiUnderTest> {
  const api = await withOpenQuestion();
  const human = { kind: 'numeric', claim: null, coverage: [], range: { min: 0, max: 20 } };
  await api.post('/v1/questions', { ...meetingQuestion, ...human, id: 'how-many' });
  return api;
}

async function made(api: ApiUnderTest, questionId: string): Promise<unknown> {
  return (await api.get(`/v1/questions/${questionId}/predictions`)).body.items;
}

const file = [
  '\uFEFFquestionId,probability,quantiles,rationale',
  'a-meeting,0.2,,"Envoys travel,',
  'and talk."',
  'how-many,,0.25=3; 0.5=5; 0.75=9,',
  '',
  'a-meeting,1.5,,',
  'a-meeting,much,,',
  'nowhere,0.3,,',
  'a-meeting,0.3',
  'how-many,0.3,,',
  "a-meeting,0.25,,'=once more",
].join('\r\n');

const refusedRows = [
  { row: 2, line: 6, code: 'invalid-request', errors: [{ field: 'probability' }] },
  { row: 3, line: 7, code: 'invalid-request', errors: [{ field: 'probability' }] },
  { row: 4, line: 8, code: 'question-unknown', errors: [{ field: 'questionId' }] },
  { row: 5, line: 9, code: 'invalid-request', errors: [{ field: '' }] },
  { row: 6, line: 10, code: 'prediction-kind', errors: [{ field: 'probability' }] },
].map((row) => ({ status: 'refused', ...row }));

test('a file of predictions has a result for each row, which names line and field', async () => {
  await using api = await withTwoQuestions();
  const { status, body } = await api.post(path, file, csv);
  expect(status).toBe(201);
  expect(body).toMatchObject({ dryRun: false, accepted: 3, pending: 0, refused: 5 });
  const [first, second, ...rest] = body.rows as readonly object[];
  expect(first).toMatchObject({ status: 'accepted', row: 0, line: 2, questionId: 'a-meeting' });
  expect(second).toMatchObject({ status: 'accepted', row: 1, line: 4, questionId: 'how-many' });
  expect(rest).toMatchObject([...refusedRows, { status: 'accepted', row: 7, line: 11 }]);
  expect(await made(api, 'a-meeting')).toMatchObject([
    { probability: 0.2, rationale: 'Envoys travel,\nand talk.', status: 'replaced' },
    { probability: 0.25, rationale: '=once more', status: 'standing', forecaster: principalId('forecaster') },
  ]);
  const quantiles = [
    { level: 0.25, value: 3 },
    { level: 0.5, value: 5 },
    { level: 0.75, value: 9 },
  ];
  expect(await made(api, 'how-many')).toMatchObject([{ quantiles }]);
});

test('a dry run says the same and writes nothing', async () => {
  await using api = await withTwoQuestions();
  const tried = await api.post(`${path}?dryRun=true`, file, csv);
  expect(tried).toMatchObject({ status: 200, body: { dryRun: true, accepted: 3, refused: 5 } });
  const statuses = column(tried.body.rows, 'status');
  expect(await made(api, 'a-meeting')).toEqual([]);
  expect(column((await api.post(path, file, csv)).body.rows, 'status')).toEqual(statuses);
});

test('a dry run knows what stands, and what is late', async () => {
  await using api = await withTwoQuestions();
  const { body } = await api.post(
    path,
    { predictions: [{ questionId: 'a-meeting', probability: 0.2 }] },
    { as: 'forecaster' },
  );
  const [{ id }] = body.rows as readonly [{ id: string }];
  const other = '5b1f0f7e-52a1-4c8e-8d55-0d8cf6a7c3b1';
  const predictions = [
    { questionId: 'a-meeting', probability: 0.3, replaces: other },
    { questionId: 'a-meeting', probability: 0.3, replaces: id },
  ];
  const codes = async () => {
    const { body: answer } = await api.post(`${path}?dryRun=true`, { predictions }, { as: 'forecaster' });
    return column(answer.rows, 'code');
  };
  expect(await codes()).toEqual(['prediction-replaced', undefined]);
  api.setTime(meetingQuestion.closesAt);
  expect(await codes()).toEqual(['prediction-replaced', 'prediction-late']);
});

test('JSON Lines are rows as well, and a broken line holds no other back', async () => {
  await using api = await withTwoQuestions();
  const text = [
    '{"questionId":"a-meeting","probability":0.2}',
    '',
    '{"questionId":"a-meeting","probability":',
    '{"questionId":"a-meeting","probability":0.4,"more":1}',
    '[1]',
    'null',
    '{"questionId":"how-many","quantiles":[{"level":0.5,"value":3}]}',
  ].join('\n');
  const { body } = await api.post(path, text, lines);
  expect(body.rows).toMatchObject([
    { status: 'accepted', line: 1 },
    { status: 'refused', line: 3, errors: [{ field: '', expected: 'a JSON object on a line' }] },
    { status: 'refused', line: 4, errors: [{ field: 'more' }] },
    { status: 'refused', line: 5 },
    { status: 'refused', line: 6 },
    { status: 'accepted', line: 7 },
  ]);
});

test('the same batch again under its key is the same predictions, another one is refused', async () => {
  await using api = await withTwoQuestions();
  const keyed = { ...lines, headers: { ...lines.headers, 'idempotency-key': 'k' } };
  const text = '{"questionId":"a-meeting","probability":0.2,"rationale":"Envoys travel."}';
  const first = await api.post(path, text, keyed);
  expect((await api.post(path, text, keyed)).body).toEqual(first.body);
  expect(await made(api, 'a-meeting')).toHaveLength(1);
  expect(await api.post(path, text.replace('0.2', '0.3'), keyed)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
});

const noBatches: readonly (readonly [type: string, text: string, field: string])[] = [
  ['text/csv', 'questionId,chance\na-meeting,0.2', 'chance'],
  ['text/csv', 'probability\n0.2', 'questionId'],
  ['text/csv', 'questionId,probability,probability\na-meeting,0.2,0.3', 'probability'],
  ['text/csv', 'questionId,rationale\na-meeting,"open', ''],
  ['text/csv', 'questionId,probability\n', ''],
  ['text/csv', '', ''],
  ['application/x-ndjson', '\n\n', ''],
  ['application/x-ndjson', '{}\n'.repeat(1_001), ''],
];

test('what is no batch is refused whole', async () => {
  await using api = await withOpenQuestion();
  for (const [type, text, field] of noBatches) {
    const sent = { as: 'forecaster', headers: { 'content-type': type } } as const;
    expect(await api.post(path, text, sent)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ field }] },
    });
  }
});

test('where JSON alone is taken, a file is not', async () => {
  await using api = await withOpenQuestion();
  expect(await api.post('/v1/questions/a-meeting/predictions', 'probability\n0.2', csv)).toMatchObject({
    status: 415,
    body: { code: 'unsupported-media-type' },
  });
  expect(await api.post(path, 'x', { as: 'reader', headers: csv.headers })).toMatchObject({ status: 403 });
});
