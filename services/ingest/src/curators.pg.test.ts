import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIntake } from './testing/intake.ts';
import type { TestIntake } from './testing/intake.ts';

let intake: TestIntake;

beforeAll(async () => {
  intake = await testIntake();
});

afterAll(() => intake[Symbol.asyncDispose]());

const firstDay = { from: '2024-01-01', precision: 'day' };
let next = 0;

/** Files a sanction on a day of its own, so that no two reports are linked by themselves. */
async function filed(fields: object = {}): Promise<{ reportId: string; ref: string }> {
  next += 1;
  const ref = `c-${next}`;
  const day = new Date(Date.UTC(2024, 0, next)).toISOString().slice(0, 10);
  const report = {
    source: 'press',
    ref,
    type: 'sanction.imposed',
    actor: 'USA',
    target: 'RUS',
    occurred: { from: day, precision: 'day' },
    ...fields,
  };
  const { body } = await intake.post('/v1/reports', report);
  return { reportId: String(body['reportId']), ref };
}

interface Seen {
  readonly live: boolean;
  readonly status: string;
  readonly target: string;
  readonly ruling: string | null;
}

/** The report, and the one event that it is part of. */
async function seen(reportId: string): Promise<Seen | undefined> {
  const { rows } = await intake.pool.query<Seen>(
    `select (report.data ->> 'live')::boolean as live, event.data ->> 'status' as status,
       event.data ->> 'target' as target, event.data ->> 'ruling' as ruling
     from read.reports as report, read.events as event
     where report.key = $1 and event.data -> 'reports' @> jsonb_build_array(jsonb_build_object('reportId', $1::text))`,
    [reportId],
  );
  return rows[0];
}

async function eventsWith(reportIds: readonly string[]): Promise<number> {
  const { rows } = await intake.pool.query(
    `select distinct event.key from read.events as event, jsonb_array_elements(event.data -> 'reports') as report
     where report ->> 'reportId' = any($1)`,
    [reportIds],
  );
  return rows.length;
}

const fieldsOf = (body: Record<string, unknown>): unknown =>
  (body['errors'] as { field: string }[]).map(({ field }) => field);

test('a source takes its report back, and files it anew', async () => {
  const { reportId, ref } = await filed();
  const retract = () =>
    intake.post(`/v1/reports/${reportId}/retract`, { reason: 'An error.' }, { who: 'press' });
  const { status, body } = await retract();
  expect(status).toBe(201);
  expect(body).toMatchObject({ reportId, revision: 1, repeated: false });
  expect(await seen(reportId)).toMatchObject({ live: false, status: 'retracted' });
  expect(await retract()).toEqual({ status: 201, body: { ...body, repeated: true } });
  next -= 1;
  await filed({ ref });
  expect(await seen(reportId)).toMatchObject({ live: true, status: 'certain' });
});

test('a report is taken back twice for different reasons as one revision', async () => {
  const { reportId } = await filed();
  const revisions = [];
  for (const reason of ['An error.', undefined, 'A hoax.']) {
    const { body } = await intake.post(
      `/v1/reports/${reportId}/retract`,
      reason === undefined ? {} : { reason },
    );
    revisions.push(body['revision']);
  }
  expect(revisions).toEqual([1, 1, 1]);
});

test('a source that counts its revisions counts its retractions, too', async () => {
  const { reportId, ref } = await filed({ revision: 7 });
  const retract = (revision: number) =>
    intake.post(`/v1/reports/${reportId}/retract`, { revision }, { who: 'press' });
  expect((await retract(9)).body).toMatchObject({ revision: 9, repeated: false });
  expect((await retract(9)).body).toMatchObject({ revision: 9, repeated: true });
  expect(await retract(7)).toMatchObject({ status: 409, body: { code: 'revision-taken' } });
  next -= 1;
  await filed({ ref, revision: 8 });
  expect(await seen(reportId)).toMatchObject({ live: false });
});

test('only its source or a curator takes a report back, and only one that is known', async () => {
  const { reportId } = await filed();
  const retract = (id: string, who: string) => intake.post(`/v1/reports/${id}/retract`, {}, { who });
  expect((await retract(reportId, 'kremlin')).status).toBe(403);
  expect(await retract(randomUUID(), 'press')).toMatchObject({
    status: 404,
    body: { code: 'report-unknown' },
  });
  expect((await retract('7', 'press')).status).toBe(400);
});

test("a curator's word stands in the place of the report until it is lifted", async () => {
  const { reportId } = await filed();
  const override = async (word: object) => {
    const answer = await intake.post(`/v1/reports/${reportId}/override`, { reason: 'Misread.', ...word });
    expect(answer.status).toBe(201);
  };
  const content = { type: 'sanction.imposed', actor: 'USA', target: 'iran', occurred: firstDay };
  await override({ state: 'content', content: { ...content, quotation: 'On Iran.' } });
  expect(await seen(reportId)).toMatchObject({ target: 'IRN', live: true });
  await override({ state: 'retracted' });
  expect(await seen(reportId)).toMatchObject({ live: false });
  await override({ state: 'lifted' });
  expect(await seen(reportId)).toMatchObject({ target: 'RUS', live: true });
});

test.each([
  ['no reason', { state: 'retracted' }, ['reason']],
  ['an unknown state', { state: 'burnt', reason: 'x' }, ['state']],
  [
    'content with a source',
    { state: 'content', reason: 'x', content: { type: 'eclipse.seen', source: 'press', occurred: firstDay } },
    ['content.source'],
  ],
  [
    'content that no report may have',
    {
      state: 'content',
      reason: 'x',
      content: {
        type: 'meeting.held',
        participants: ['USA'],
        occurred: { from: '2024-01-01', precision: 'day' },
      },
    },
    ['content.participants'],
  ],
])('an override with %s is refused by its field', async (_, word, fields) => {
  const { reportId } = await filed();
  const { status, body } = await intake.post(`/v1/reports/${reportId}/override`, word);
  expect(status).toBe(400);
  expect(fieldsOf(body)).toEqual(fields);
});

test('reports are linked to one event and set apart again, by id or by what their source calls them', async () => {
  const [a, b] = [await filed(), await filed()];
  const both = [a.reportId, b.reportId];
  expect(await eventsWith(both)).toBe(2);
  const reports = [a.reportId, { source: 'press', ref: b.ref }];
  expect((await intake.post('/v1/events/link', { reports, reason: 'One act.' })).status).toBe(201);
  expect(await eventsWith(both)).toBe(1);
  expect((await intake.post('/v1/events/unlink', { reports: [b.reportId] })).status).toBe(201);
  expect(await eventsWith(both)).toBe(2);
});

test('a link needs two different reports that have been filed', async () => {
  const { reportId, ref } = await filed();
  const link = (reports: unknown[]) => intake.post('/v1/events/link', { reports });
  expect(fieldsOf((await link([reportId, { source: 'press', ref }])).body)).toEqual(['reports']);
  const unknown = await link([reportId, randomUUID(), { source: 'press', ref: 'never' }]);
  expect(fieldsOf(unknown.body)).toEqual(['reports[1]', 'reports[2]']);
  expect((await link([reportId])).status).toBe(400);
});

test('a curator rules on an event, and takes the ruling back', async () => {
  const { reportId, ref } = await filed();
  const rule = (ruling: string) =>
    intake.post('/v1/events/rule', { report: { source: 'press', ref }, ruling, reason: 'Seen on film.' });
  expect((await rule('did-not-happen')).status).toBe(201);
  expect(await seen(reportId)).toMatchObject({ ruling: 'did-not-happen' });
  await rule('open');
  expect(await seen(reportId)).toMatchObject({ ruling: null });
  const unknown = { report: randomUUID(), ruling: 'open', reason: 'x' };
  expect(fieldsOf((await intake.post('/v1/events/rule', unknown)).body)).toEqual(['report']);
});

test('links, rulings and overrides are for curators', async () => {
  const { reportId } = await filed();
  for (const url of [
    '/v1/events/link',
    '/v1/events/unlink',
    '/v1/events/rule',
    `/v1/reports/${reportId}/override`,
  ])
    expect((await intake.post(url, {}, { who: 'press' })).status).toBe(403);
});

test('a request sent again under its key is recorded once, and the key serves no other request', async () => {
  const { reportId } = await filed();
  const rule = (ruling: string) =>
    intake.post(
      '/v1/events/rule',
      { report: reportId, ruling, reason: 'Seen on film.' },
      { headers: { 'idempotency-key': `rule-${reportId}` } },
    );
  const { body } = await rule('happened');
  expect(await rule('happened')).toEqual({ status: 201, body: { ...body, repeated: true } });
  expect(await rule('open')).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
});
