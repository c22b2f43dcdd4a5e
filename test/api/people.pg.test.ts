import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiUnderTest, column } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { onDemonstration } from './testing/demonstration.ts';
import { caughtUp, meetingReported, registerStart } from './testing/world.ts';

let api: ApiUnderTest;

beforeAll(async () => {
  api = await onDemonstration();
});
afterAll(() => api[Symbol.asyncDispose]());

async function items(path: string): Promise<readonly unknown[]> {
  const { status, body } = await api.get(path);
  expect({ path, status, errors: body.errors }).toEqual({ path, status: 200, errors: undefined });
  return body.items as readonly unknown[];
}

/** Every page of a list, one item at a time. */
async function pages(path: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.get(`${path}&limit=1${cursor}`);
    all.push(...(body.items as readonly unknown[]));
    if (typeof body.nextCursor !== 'string') return all;
    cursor = `&cursor=${body.nextCursor}`;
  }
}

test('the timeline of two sides holds who acts for them, newest first', async () => {
  const path = '/v1/timeline?between=USA,RUS&from=2025-08-01&to=2025-08-16';
  const found = await items(path);
  expect(column(found, 'text')).toContain('Steve Witkoff and Vladimir Putin met');
  expect(column(found, 'text')).toContain('Donald Trump and Vladimir Putin met');
  const times = column(column(found, 'occurred'), 'from').map((time) => Date.parse(String(time)));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(await pages(path)).toEqual(found);
});

test('a topic leaves out the others', async () => {
  const found = await items('/v1/timeline?between=USA,RUS&topic=deadlines');
  expect(new Set(column(found, 'topic'))).toEqual(new Set(['deadlines']));
  expect(found.length).toBeGreaterThan(2);
  expect(await items('/v1/timeline?between=IND,UKR&topic=deadlines')).toEqual([]);
});

test('activity counts events by type and day, week or month', async () => {
  const months = await items('/v1/activity?by=month&actor=USA&type=tariff.imposed');
  expect(months).toContainEqual({
    start: '2025-08-01',
    type: 'tariff.imposed',
    certain: 1,
    possible: 0,
    disputed: 0,
  });
  const events = await items('/v1/events?limit=1000');
  const counts = (await items('/v1/activity?limit=1000')) as readonly Record<string, number>[];
  const total = counts.reduce(
    (sum, { certain = 0, possible = 0, disputed = 0 }) => sum + certain + possible + disputed,
    0,
  );
  expect(total).toBe(column(events, 'status').filter((status) => status !== 'retracted').length);
  expect(await pages('/v1/activity?by=week')).toEqual(await items('/v1/activity?by=week'));
});

test('a deadline is pending, then moved or lapsed', async () => {
  const at = async (asOf: string) => column(await items(`/v1/deadlines?by=USA&on=RUS&asOf=${asOf}`), 'state');
  expect(await at('2025-07-20')).toEqual(['pending']);
  expect(await at('2025-08-01')).toEqual(['moved', 'moved', 'pending']);
  expect(await at('2025-08-20')).toEqual(['moved', 'moved', 'lapsed']);
  const path = '/v1/deadlines?on=RUS';
  expect(await pages(path)).toEqual(await items(path));
  expect(await items('/v1/deadlines?by=USA&on=RUS&state=lapsed')).toMatchObject([
    { by: 'USA', on: 'RUS', due: { latest: '2025-08-09T04:00:00.000Z' }, movedTo: null },
  ]);
});

test('sanctions and tariffs in force, with their history', async () => {
  const oil = async (asOf: string) =>
    (await items(`/v1/measures?by=USA&on=IND&asOf=${asOf}`)).filter(
      (each) => column([each], 'name')[0] === 'russian-oil',
    );
  expect(await oil('2025-08-10')).toMatchObject([{ kind: 'tariffs', state: 'announced', since: null }]);
  expect(await oil('2025-09-10')).toMatchObject([
    { state: 'in-force', since: '2025-08-27T04:01:00.000Z', history: [{ type: 'tariff.imposed' }] },
  ]);
  const sanctions = await items('/v1/measures?by=USA&on=RUS&kind=sanctions');
  expect(column(sanctions, 'name')).toContain('RUSSIA-EO14024');
  expect(await pages('/v1/measures?by=USA&on=RUS')).toEqual(await items('/v1/measures?by=USA&on=RUS'));
});

test('talks hold, and the answer says what would end them', async () => {
  const path = '/v1/talks?between=USA,RUS&from=2025-07-01';
  const { body } = await api.get(`${path}&asOf=2025-08-20`);
  expect(body.state).toMatchObject({ holds: 'yes', endedBySuspension: true, scheduled: [] });
  const lapse = String(column([body.state], 'lapsesAt')[0]);
  expect(lapse > '2025-09-01').toBe(true);
  const announced = await api.get(`${path}&asOf=2025-10-18`);
  expect(announced.body.state).toMatchObject({ holds: 'yes' });
  expect((await api.get('/v1/talks?between=IND,UKR')).body.state).toMatchObject({ holds: 'no', since: null });
});

test('verdicts come in pages, with the reasons that they have in one', async () => {
  const path = '/v1/questions/q2-ceasefire-before-deadline/verdicts?';
  expect(await pages(path)).toEqual(await items(path));
});

test('a source that says nothing is silent', async () => {
  await using small = await apiUnderTest();
  await registerStart(small);
  await meetingReported(small, { ref: 'm-1', day: '2025-01-01' });
  small.setTime('2025-01-02T00:00:00Z');
  await caughtUp(small, 'press', '2025-01-01T12:00:00Z');
  small.setTime('2025-01-03T00:00:00Z');
  const { body } = await small.get('/v1/coverage');
  const press = (body.items as readonly { source: string }[]).find(({ source }) => source === 'press');
  expect(press).toMatchObject({ silentSeconds: 2 * 86_400, behindSeconds: 1.5 * 86_400 });
  const eu = (body.items as readonly { source: string }[]).find(({ source }) => source === 'eu-council');
  expect(eu).toMatchObject({ silentSeconds: null, lastReportAt: null, readThrough: null });
});

test('disputed events and records that nobody can read wait for a curator, in pages', async () => {
  await using small = await apiUnderTest();
  await registerStart(small);
  const [appended] = await small.log.append({
    topic: 'world',
    key: 'x',
    records: [{ id: '00000000-0000-4000-8000-000000000001', type: 'casus.world.unheard-of.v9', data: {} }],
  });
  const position = `world/0@${appended?.position.offset ?? -1}`;
  await meetingReported(small, { ref: 'm-2', day: '2025-01-01' });
  const { body } = await small.get('/v1/curator/queue');
  expect(body.items).toEqual([
    { kind: 'unreadable', record: { position, type: 'casus.world.unheard-of.v9' } },
  ]);
  expect((await small.get('/v1/curator/queue?kind=disputed')).body.items).toEqual([]);
});
