import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIntake } from './testing/intake.ts';
import type { TestIntake } from './testing/intake.ts';

let intake: TestIntake;

beforeAll(async () => {
  intake = await testIntake();
});

afterAll(() => intake[Symbol.asyncDispose]());

let next = 0;

/** A meeting under a name of its own. */
function meeting(fields: object = {}): { ref: string } & Record<string, unknown> {
  next += 1;
  return {
    source: 'press',
    ref: `r-${next}`,
    type: 'meeting.held',
    participants: ['Steve Witkoff', 'Vladimir Putin'],
    occurred: { from: '2025-08-06', precision: 'day' },
    ...fields,
  };
}

const file = (report: object, who = 'press') => intake.post('/v1/reports', report, { who });

const fieldsOf = (body: Record<string, unknown>): unknown =>
  (body['errors'] as { field: string; expected: string }[]).map(({ field }) => field);

test('a report is answered once readers see it', async () => {
  const { status, body } = await file(meeting());
  expect(status).toBe(201);
  expect(body).toMatchObject({ revision: 0, repeated: false });
  expect(body['position']).toMatch(/^world\/0@\d+$/);
  const { rows } = await intake.pool.query('select 1 from read.events where data::text like $1', [
    `%${String(body['reportId'])}%`,
  ]);
  expect(rows).toHaveLength(1);
});

test('the same content again is the same record, at the same position', async () => {
  const report = meeting();
  const { body } = await file(report);
  expect(await file(report)).toEqual({ status: 201, body: { ...body, repeated: true } });
});

test('A, B, A again are three revisions', async () => {
  const a = meeting();
  const b = { ...a, attributes: { place: 'Moscow' } };
  const revisions = [];
  for (const report of [a, b, a]) revisions.push((await file(report)).body['revision']);
  expect(revisions).toEqual([0, 1, 2]);
});

test('A, B, A again are three revisions even when readers are behind', async () => {
  const a = meeting();
  const b = { ...a, attributes: { place: 'Moscow' } };
  await intake.pause();
  expect((await file(a)).status).toBe(202);
  const filedB = file(b);
  await intake.resume();
  expect((await filedB).body).toMatchObject({ revision: 1 });
  await intake.pause();
  const again = file(a);
  await intake.resume();
  expect((await again).body).toMatchObject({ revision: 2, repeated: false });
});

test('readers that stay behind make a revision wait, not guess', async () => {
  const report = meeting();
  await file(report);
  await intake.pause();
  await file(meeting());
  const { status, body } = await file(report);
  await intake.resume();
  expect([status, body['code']]).toEqual([503, 'unavailable']);
});

test('writers who revise one report at once all get a revision of their own', async () => {
  const report = meeting();
  const places = ['Moscow', 'Anchorage', 'Rome'];
  const answers = await Promise.all(places.map((place) => file({ ...report, attributes: { place } })));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(answers.map(({ body }) => body['revision']))).toEqual(new Set([0, 1, 2]));
});

test("a source's own revision is kept, and refused with other content", async () => {
  const report = meeting({ revision: 7 });
  expect((await file(report)).body).toMatchObject({ revision: 7, repeated: false });
  expect((await file(report)).body).toMatchObject({ revision: 7, repeated: true });
  const { status, body } = await file({ ...report, attributes: { place: 'Rome' } });
  expect([status, body['code']]).toEqual([409, 'revision-taken']);
});

test("a source's key files for its own source only", async () => {
  expect(await file(meeting(), 'kremlin')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect((await file(meeting(), 'curator')).status).toBe(201);
  expect((await file(meeting(), 'reader')).status).toBe(403);
});

test('a type that the taxonomy does not know is kept', async () => {
  const { status, body } = await file(meeting({ type: 'eclipse.seen', participants: undefined }));
  expect(status).toBe(201);
  const { rows } = await intake.pool.query<{ kept: string }>(
    `select data -> 'standing' ->> 'kept' as kept from read.reports where key = $1`,
    [body['reportId']],
  );
  expect(rows).toEqual([{ kept: 'unclassified' }]);
});

test.each([
  ['a shape that is none', { occurred: { from: '2025-08-06', precision: 'decade' } }, ['occurred.precision']],
  ['a field that does not exist', { colour: 'red' }, ['colour']],
  ['a misspelt end', { occurred: { from: '2025-08', til: '2025-10', precision: 'month' } }, ['occurred.til']],
  ['an attribute that the type lacks', { attributes: { colour: 'red' } }, ['attributes.colour']],
  ['one participant', { participants: ['USA'] }, ['participants']],
  ['a day that is none', { occurred: { from: '2025-02-30', precision: 'day' } }, ['occurred']],
])('%s is refused by its field', async (_, fields, expected) => {
  const { status, body } = await file(meeting(fields));
  expect([status, body['code']]).toEqual([400, 'invalid-request']);
  expect(fieldsOf(body)).toEqual(expected);
});

test('a quotation is kept apart from the log, once however often it is sent', async () => {
  const report = meeting({ quotation: 'Great progress was made.' });
  const { body } = await file(report);
  expect((await file(report)).body).toEqual({ ...body, repeated: true });
  const { rows } = await intake.pool.query<{ text_id: string; data: object }>(
    `select data -> 'content' -> 'quotation' ->> 'textId' as text_id, data from read.revisions where key = $1`,
    [body['recordId']],
  );
  expect(JSON.stringify(rows[0]?.data)).not.toContain('Great progress');
  expect(await intake.texts.get(rows[0]?.text_id ?? '')).toBe('Great progress was made.');
});

test('a report too large for a record is refused', async () => {
  const attributes = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`a${i}`, 'x'.repeat(1900)]));
  const { status } = await file(meeting({ type: 'eclipse.seen', participants: undefined, attributes }));
  expect(status).toBe(413);
});
