import { reportIdOf } from '@casus/domain/identity';
import { expect, test } from 'vitest';
import { column } from './testing/api-under-test.ts';
import { withOpenQuestion } from './testing/opened.ts';
import { said } from './testing/verdicts.ts';
import { caughtUp, meetingReported } from './testing/world.ts';

const question = '/v1/questions/a-meeting';
const tenth = Date.parse('2025-01-10T00:00:00Z') / 1000;

test('while the engine has not spoken there is no verdict', async () => {
  await using api = await withOpenQuestion();
  expect(await api.get(`${question}/verdict`)).toMatchObject({
    status: 404,
    body: { code: 'verdict-unknown' },
  });
});

test('as of a day the verdict is what was said then, less what had seen more of the world', async () => {
  await using api = await withOpenQuestion();
  const world = (await api.get('/v1/events')).body.cut as { world: number };
  await said(api, 'a-meeting', { value: 'open', world: world.world });
  api.setTime('2025-01-05T00:00:00Z');
  await said(api, 'a-meeting', { value: 'true', decidedAt: tenth, world: world.world + 1 });
  const valueAsOf = async (day: string) => (await api.get(`${question}/verdict?asOf=${day}`)).body.value;
  expect(await valueAsOf('2025-01-04')).toBe('open');
  expect(await valueAsOf('2025-01-05')).toBe('open');
  expect((await api.get(`${question}/verdict`)).body).toMatchObject({
    mode: 'published',
    value: 'true',
    decidedAt: '2025-01-10T00:00:00.000Z',
    saidAt: '2025-01-05T00:00:00.000Z',
  });
  const { body } = await api.get(`${question}/verdicts?asOf=2025-01-05`);
  expect(column(body.items, 'value')).toEqual(['open']);
});

test('the history says what made the engine speak anew', async () => {
  await using api = await withOpenQuestion();
  await said(api, 'a-meeting', { value: 'open', world: 2 });
  await said(api, 'a-meeting', { value: 'true', decidedAt: tenth, world: 3 });
  const { body } = await api.get(`${question}/verdicts`);
  expect(column(body.items, 'reasons')).toEqual([
    ['The engine speaks for the first time.'],
    [
      'The value goes from open to true.',
      'As known, it goes from open to true.',
      'The decision goes from none to 2025-01-10T00:00:00.000Z.',
    ],
  ]);
});

test('what was knowable is decided by the engine of today on the world of then', async () => {
  await using api = await withOpenQuestion();
  api.setTime('2025-01-12T00:00:00Z');
  await meetingReported(api, { ref: 'm1', day: '2025-01-11' });
  api.setTime('2025-01-20T00:00:00Z');
  const named = { reportId: reportIdOf('press', 'm1'), source: 'press', ref: 'm1', revision: 1 };
  await api.world(named.reportId, { name: 'report-retracted', data: named });
  api.setTime('2025-02-02T00:00:00Z');
  await caughtUp(api, 'press', '2025-02-02T00:00:00Z');
  const knowable = async (asOf: string) =>
    (await api.get(`${question}/verdict?mode=knowable${asOf && `&asOf=${asOf}`}`)).body;
  expect(await knowable('2025-01-11')).toMatchObject({
    value: 'open',
    asKnown: 'false',
    waitingFor: [{ source: 'press', until: '2025-02-01T00:00:00.000Z' }],
  });
  expect(await knowable('2025-01-12')).toMatchObject({
    mode: 'knowable',
    value: 'true',
    position: null,
    certificate: { events: [{ type: 'meeting.held' }] },
    explanation: [expect.stringMatching(/^Yes: .*Witkoff/) as unknown],
  });
  expect(await knowable('2025-01-20')).toMatchObject({ value: 'open', asKnown: 'false' });
  expect(await knowable('')).toMatchObject({ value: 'false' });
});
