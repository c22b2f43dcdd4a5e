import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { now, testIntake } from './testing/intake.ts';
import type { TestIntake } from './testing/intake.ts';

let intake: TestIntake;

beforeAll(async () => {
  intake = await testIntake();
});

afterAll(() => intake[Symbol.asyncDispose]());

const desk = (fields: object = {}) => ({
  source: 'reuters',
  title: 'Reuters',
  owner: 'thomson-reuters',
  zone: 'Europe/London',
  coverage: { mode: 'lag', lagSeconds: 3600 },
  ...fields,
});

const fieldsOf = (body: Record<string, unknown>): unknown =>
  (body['errors'] as { field: string }[]).map(({ field }) => field);

const register = (fields: object = {}) => intake.post('/v1/sources', desk(fields));

async function listed(name: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await intake.get('/v1/sources', { who: 'reader' });
  const items = z.array(z.looseObject({ source: z.string() })).parse(body['items']);
  return items.find(({ source }) => source === name);
}

/** Stretches that the world has of a source, in seconds. */
async function stretches(source: string): Promise<unknown> {
  const { rows } = await intake.pool.query<{ type: string; from: number; to: number }>(
    `select data ->> 'type' as type, (each ->> 'from')::int as from, (each ->> 'to')::int as to
     from read.coverage, jsonb_array_elements(data -> 'stretches') as each
     where data ->> 'source' = $1 order by 1, 2`,
    [source],
  );
  return rows;
}

const caughtUp = (stretch: object, { source = 'press', who = 'press' } = {}) =>
  intake.post(`/v1/sources/${source}/caught-up`, stretch, { who });

const day = { from: '2025-08-01T00:00:00Z', through: '2025-08-02T00:00:00Z' };

test('a source that is registered may file at once, and is listed', async () => {
  expect((await register({ official: ['great britain', 'Ruritania'] })).status).toBe(201);
  expect(await listed('reuters')).toMatchObject({ official: ['GBR', 'Ruritania'], zone: 'Europe/London' });
  const occurred = { from: '2025-08-06', precision: 'day' };
  const report = { source: 'reuters', ref: '1', type: 'eclipse.seen', occurred };
  expect((await intake.post('/v1/reports', report, { who: 'reuters' })).status).toBe(201);
});

test('the same registration again is the same record, and an earlier one may come back', async () => {
  const titles = ['One', 'One', 'Two', 'One'];
  const repeated = [];
  for (const title of titles) repeated.push((await register({ title })).body['repeated']);
  expect(repeated).toEqual([false, true, false, false]);
  expect(await listed('reuters')).toMatchObject({ title: 'One' });
});

test.each([
  ['an unknown zone', { zone: 'Mars/Olympus' }, ['zone']],
  ['an unknown coverage', { coverage: { mode: 'psychic' } }, ['coverage.mode']],
  ['a field that does not exist', { colour: 'red' }, ['colour']],
])('a source with %s is refused by its field', async (_, fields, expected) => {
  const { status, body } = await register(fields);
  expect(status).toBe(400);
  expect(fieldsOf(body)).toEqual(expected);
});

test('only curators register sources', async () => {
  expect((await intake.post('/v1/sources', desk(), { who: 'reuters' })).status).toBe(403);
});

test('a source says how far it has been read, for all types or for some', async () => {
  expect((await caughtUp(day)).status).toBe(201);
  const types = ['sanction', 'meeting.held'];
  expect((await caughtUp({ ...day, types }, { who: 'curator' })).status).toBe(201);
  const [from, to] = [Date.parse(day.from) / 1000, Date.parse(day.through) / 1000];
  expect(await stretches('press')).toEqual(
    ['*', 'meeting.held', 'sanction'].map((type) => ({ type, from, to })),
  );
});

test.each([
  ['a time that has not come', { through: new Date(now + 1000).toISOString() }, ['through']],
  ['an end before its start', { through: '2025-07-01T00:00:00Z' }, ['through']],
  ['a type that nobody knows', { types: ['sanction', 'sanctions'] }, ['types[1]']],
  ['a day for an instant', { from: '2025-08-01' }, ['from']],
])('coverage with %s is refused by its field', async (_, fields, expected) => {
  const { status, body } = await caughtUp({ ...day, ...fields });
  expect(status).toBe(400);
  expect(fieldsOf(body)).toEqual(expected);
});

test("a source's key speaks for its own coverage only", async () => {
  expect((await caughtUp(day, { who: 'kremlin' })).status).toBe(403);
});

test('coverage is said in the way that the source is registered with', async () => {
  await register();
  const read = { from: day.from };
  const asked = (source: string, act: string, body: object) =>
    intake.post(`/v1/sources/${source}/${act}`, body);
  expect((await asked('reuters', 'read', read)).status).toBe(201);
  expect(await stretches('reuters')).toHaveLength(1);
  for (const [source, act, body] of [
    ['reuters', 'caught-up', day],
    ['press', 'read', read],
    ['icews18', 'caught-up', day],
  ] as const)
    expect(await asked(source, act, body)).toMatchObject({
      status: 409,
      body: { code: 'coverage-mode-mismatch' },
    });
});

test('a source that nobody registered is unknown', async () => {
  const answer = await caughtUp(day, { source: 'nobody', who: 'nobody' });
  expect(answer).toMatchObject({ status: 404, body: { code: 'source-unknown' } });
});

test('the taxonomy is listed to every key, in order of name', async () => {
  for (const who of ['reader', 'press']) {
    const { status, body } = await intake.get('/v1/types', { who });
    expect(status).toBe(200);
    const names = z
      .array(z.looseObject({ type: z.string() }))
      .parse(body['items'])
      .map(({ type }) => type);
    expect(names).toContain('meeting.held');
    expect(names).toEqual(names.toSorted());
  }
});
