import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { testIntake } from './testing/intake.ts';
import type { TestIntake } from './testing/intake.ts';

let intake: TestIntake;

beforeAll(async () => {
  intake = await testIntake();
});

afterAll(() => intake[Symbol.asyncDispose]());

const receipt = z.object({
  dryRun: z.boolean(),
  recorded: z.int(),
  repeated: z.int(),
  refused: z.int(),
  rows: z.array(
    z.object({
      status: z.string(),
      row: z.int(),
      revision: z.int().optional(),
      position: z.string().nullable().optional(),
      errors: z.array(z.object({ field: z.string(), expected: z.string() })).optional(),
    }),
  ),
});

let next = 0;

/** A report under a name and on a day of its own. */
function sanction(fields: object = {}): Record<string, unknown> {
  next += 1;
  const from = new Date(Date.UTC(2000, 0, next)).toISOString().slice(0, 10);
  const occurred = { from, precision: 'day' };
  const parties = { actor: 'United States', target: 'Russia' };
  return { source: 'icews18', ref: `b-${next}`, type: 'sanction.imposed', ...parties, occurred, ...fields };
}

const sanctions = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, () => sanction());

async function file(reports: readonly unknown[], { who = 'icews18', query = '', dryRun = false } = {}) {
  const { status, body } = await intake.post(`/v1/reports/batch${query}`, { reports, dryRun }, { who });
  return { status, body, ...(status < 300 ? receipt.parse(body) : { rows: [] }) };
}

const head = async (): Promise<number | undefined> => (await intake.log.heads('world'))[0];

test('a thousand reports are recorded and seen in one request, and repeated in another', async () => {
  const reports = sanctions(1000);
  expect(await file(reports)).toMatchObject({ status: 201, recorded: 1000, repeated: 0, refused: 0 });
  const before = await head();
  expect(await file(reports)).toMatchObject({ status: 201, recorded: 0, repeated: 1000 });
  expect(await head()).toBe(before);
});

test('each row has its result: one that is refused holds no other back', async () => {
  const known = sanction();
  await file([known]);
  const { status, rows } = await file([
    sanction(),
    known,
    sanction({ occurred: { from: '2018-04-31', precision: 'day' } }),
    sanction({ source: 'press' }),
    'no report',
    sanction({ attributes: { colour: 'red' } }),
    sanction({ stance: 'doubts' }),
  ]);
  expect(status).toBe(201);
  expect(rows.map((row) => row.status)).toEqual([
    'recorded',
    'repeated',
    ...Array.from({ length: 5 }, () => 'refused'),
  ]);
  expect(rows.slice(2).map(({ errors }) => errors?.map(({ field }) => field))).toEqual([
    ['reports[2].occurred'],
    ['reports[3].source'],
    ['reports[4]'],
    ['reports[5].attributes.colour'],
    ['reports[6].stance'],
  ]);
});

test('rows of one report are its revisions, in their order', async () => {
  const a = sanction();
  const b = { ...a, attributes: { programme: 'UKRAINE' } };
  const { rows } = await file([a, a, b, a, sanction()]);
  expect(rows.map(({ status, revision }) => [status, revision])).toEqual([
    ['recorded', 0],
    ['repeated', 0],
    ['recorded', 1],
    ['recorded', 2],
    ['recorded', 0],
  ]);
});

test('a batch that is sent again while readers are behind records nothing twice', async () => {
  const reports = sanctions(20);
  await intake.pause();
  expect((await file(reports)).status).toBe(202);
  const before = await head();
  const again = file(reports);
  await intake.resume();
  expect(await again).toMatchObject({ recorded: 0, repeated: 20 });
  expect(await head()).toBe(before);
});

test("one revision of a source's own with two contents is refused by its field", async () => {
  const a = sanction({ revision: 4 });
  const b = { ...a, attributes: { programme: 'UKRAINE' } };
  for (const dryRun of [true, false]) {
    const { rows } = await file([a, b], { dryRun });
    expect(rows[1]?.errors?.map(({ field }) => field)).toEqual(['reports[1].revision']);
  }
});

test.each([{ query: '?dryRun=true' }, { dryRun: true }])(
  'a dry run %o says what would happen',
  async (how) => {
    const known = sanction({ quotation: 'Not one inch.' });
    await file([known]);
    const before = await head();
    const changed = { ...known, attributes: { programme: 'UKRAINE' } };
    const tried = await file([known, changed, changed, sanction({ quotation: 'Nobody said so.' }), {}], how);
    expect(tried).toMatchObject({ status: 200, dryRun: true, recorded: 2, repeated: 2, refused: 1 });
    expect(tried.rows.map(({ revision }) => revision)).toEqual([0, 1, 1, 0, undefined]);
    expect(tried.rows[0]?.position).toBeNull();
    expect(await head()).toBe(before);
    const { rows } = await intake.pool.query('select 1 from app.texts where text = $1', ['Nobody said so.']);
    expect(rows).toEqual([]);
  },
);

test('a dry run and the run after it say the same of each row', async () => {
  const known = sanction({ revision: 3 });
  await file([known]);
  const reports = [known, { ...known, revision: 5 }, sanction(), sanction({ type: 'eclipse.seen' }), {}];
  const said = async (dryRun: boolean) =>
    (await file(reports, { dryRun })).rows.map(({ status, revision }) => [status, revision]);
  expect(await said(true)).toEqual(await said(false));
});

test('a batch without a row that can be recorded writes nothing', async () => {
  const before = await head();
  expect(await file([{}, {}])).toMatchObject({ status: 200, refused: 2 });
  expect(await head()).toBe(before);
});

test.each([
  ['no reports', [], 'reports'],
  ['more than a thousand', Array.from({ length: 1001 }, () => ({})), 'reports'],
])('%s are refused', async (_, reports, field) => {
  const { status, body } = await file(reports);
  expect(status).toBe(400);
  expect(body['errors']).toMatchObject([{ field }]);
});
