import { reportIdOf } from '@casus/domain/identity';
import { expect, test } from 'vitest';
import { apiUnderTest, column } from './testing/api-under-test.ts';
import type { ApiUnderTest } from './testing/api-under-test.ts';
import { caughtUp, meetingReported, registerStart } from './testing/world.ts';

async function threeMeetings(): Promise<ApiUnderTest> {
  const api = await apiUnderTest({ at: '2025-01-20T00:00:00Z' });
  await registerStart(api);
  for (const [ref, day] of [
    ['m1', '2025-01-05'],
    ['m2', '2025-01-08'],
    ['m3', '2025-01-11'],
  ] as const)
    await meetingReported(api, { ref, day });
  return api;
}

const days = (items: unknown) =>
  column(items, 'occurred').map((occurred) => String(column([occurred], 'from')[0]).slice(0, 10));

test('events are listed by their time, paged and filtered', async () => {
  await using api = await threeMeetings();
  const seen = async (query: string) => days((await api.get(`/v1/events?${query}`)).body.items);
  expect(await seen('')).toEqual(['2025-01-05', '2025-01-08', '2025-01-11']);
  expect(await seen('type=meeting')).toHaveLength(3);
  expect(await seen('type=meet')).toEqual([]);
  expect(await seen('actor=Vladimir%20Putin')).toHaveLength(3);
  expect(await seen('actor=UKR')).toEqual([]);
  expect(await seen('from=2025-01-07&to=2025-01-10')).toEqual(['2025-01-08']);
  expect(await seen('status=disputed')).toEqual([]);
  const first = await api.get('/v1/events?limit=2');
  const cursor = String(first.body.nextCursor);
  expect([days(first.body.items), await seen(`limit=2&cursor=${cursor}`)]).toEqual([
    ['2025-01-05', '2025-01-08'],
    ['2025-01-11'],
  ]);
  expect((await api.get('/v1/events?cursor=x')).body.errors).toMatchObject([{ field: 'cursor' }]);
});

test('an event names the reports that it rests on, and a report its event', async () => {
  await using api = await threeMeetings();
  const { body } = await api.get('/v1/events?limit=1');
  const [id] = column(body.items, 'id');
  const event = await api.get(`/v1/events/${String(id)}`);
  const reportId = reportIdOf('press', 'm1');
  expect(event.body).toMatchObject({
    type: 'meeting.held',
    status: 'certain',
    participants: ['Steve Witkoff', 'Vladimir Putin'],
    reports: [{ reportId, source: 'press', ref: 'm1', stance: 'asserts', live: true }],
  });
  expect((await api.get(`/v1/reports/${reportId}`)).body).toMatchObject({ eventId: id, kept: 'event' });
});

test('what is not there is not found', async () => {
  await using api = await apiUnderTest();
  expect((await api.get('/v1/events/none')).body.code).toBe('event-unknown');
  expect((await api.get(`/v1/reports/${reportIdOf('press', 'none')}`)).body.code).toBe('report-unknown');
});

test('a report shows all its revisions, and as of a day those of then', async () => {
  await using api = await threeMeetings();
  api.setTime('2025-01-25T00:00:00Z');
  const reportId = await meetingReported(api, { ref: 'm1', day: '2025-01-06', revision: 1 });
  api.setTime('2025-01-26T00:00:00Z');
  const named = { reportId, source: 'press', ref: 'm1', revision: 2 };
  await api.world(reportId, { name: 'report-retracted', data: named });
  const { body } = await api.get(`/v1/reports/${reportId}`);
  expect(body.live).toBe(false);
  expect(column(body.revisions, 'state')).toEqual(['content', 'content', 'retracted']);
  const then = await api.get(`/v1/reports/${reportId}?asOf=2025-01-25`);
  expect(then.body.live).toBe(true);
  expect(column(then.body.revisions, 'revision')).toEqual([0, 1]);
});

test('as of a day there are the events of then, and the cut says which records that is', async () => {
  await using api = await threeMeetings();
  api.setTime('2025-01-25T00:00:00Z');
  const position = await meetingReported(api, { ref: 'm4', day: '2025-01-15' });
  expect(position).toBeDefined();
  const then = await api.get('/v1/events?asOf=2025-01-24');
  expect(days(then.body.items)).toHaveLength(3);
  expect(then.body.cut).toMatchObject({ asOf: '2025-01-24T23:59:59.999Z', final: false });
  expect(days((await api.get('/v1/events?asOf=2025-01-25T00:00:00Z')).body.items)).toHaveLength(4);
});

test('an answer as of a time is final once every partition is past it', async () => {
  await using api = await threeMeetings();
  api.setTime('2025-01-25T00:00:00Z');
  await api.world('tick', { name: 'clock-ticked', data: {} });
  const isFinal = async () => (await api.get('/v1/events?asOf=2025-01-24')).body.cut;
  expect(await isFinal()).toMatchObject({ final: false });
  for (const key of ['partition-1', 'partition-2', 'partition-3', 'partition-4'])
    await api.question(key, { name: 'clock-ticked', data: {} });
  expect(await isFinal()).toMatchObject({ final: true });
});

test('coverage tells how far each source has been read', async () => {
  await using api = await threeMeetings();
  await caughtUp(api, 'press', '2025-01-19T00:00:00Z');
  const { body } = await api.get('/v1/coverage');
  expect(body.items).toContainEqual(
    expect.objectContaining({
      source: 'press',
      mode: 'declared',
      stretches: [
        expect.objectContaining({
          type: '*',
          from: '2025-01-01T00:00:00.000Z',
          through: '2025-01-19T00:00:00.000Z',
        }) as unknown,
      ],
    }),
  );
});

test('the process is live, and ready once readers see the log', async () => {
  await using api = await threeMeetings();
  expect(await api.get('/healthz', { as: 'nobody' })).toMatchObject({
    status: 200,
    body: { status: 'live' },
  });
  expect(await api.get('/readyz', { as: 'nobody' })).toMatchObject({
    status: 200,
    body: { status: 'ready' },
  });
});

test('it is not ready while readers lack much of the log', async () => {
  await using api = await apiUnderTest({ projected: false });
  const records = Array.from({ length: 1_001 }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: 'casus.world.clock-ticked.v1',
    data: {},
  }));
  await api.log.append({ topic: 'world', key: 'tick', records: records.slice(0, 1_000) });
  expect((await api.get('/readyz', { as: 'nobody' })).status).toBe(200);
  await api.log.append({ topic: 'world', key: 'tick', records: records.slice(1_000) });
  expect(await api.get('/readyz', { as: 'nobody' })).toMatchObject({
    status: 503,
    body: { status: 'behind', behind: [{ topic: 'world', partition: 0, records: 1_001 }] },
  });
});
