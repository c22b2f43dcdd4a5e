import { afterAll, beforeAll, expect, test } from 'vitest';
import { casusUnderTest, itemsOf, sentencesOf } from './testing/casus.ts';
import type { Body, Casus } from './testing/casus.ts';

const summit = '/v1/questions/q4-summit-within-30-days';
const sanctions = '/v1/questions/q1-eo14024-top-window-named';
const patience = { timeout: 15_000, interval: 100 };

let casus: Casus;
let before: Date;

beforeAll(async () => {
  casus = await casusUnderTest({ demonstration: true });
  before = new Date();
}, 120_000);
afterAll(() => casus[Symbol.asyncDispose]());

/** Takes the report with a ref back, in the name of its source. */
async function retract(ref: string): Promise<Body> {
  const events = itemsOf(await casus.get('/v1/events?limit=1000'));
  const told = events.flatMap(({ reports }) => reports as readonly Body[]);
  const reportId = String(told.find((report) => report['ref'] === ref)?.['reportId']);
  return casus.post(`/v1/reports/${reportId}/retract`, { reason: 'It did not happen.' });
}

/** What a question is and was at a time. */
async function asOf(path: string, time: Date): Promise<Body> {
  return casus.get(`${path}?asOf=${time.toISOString()}`);
}

test('a report taken back decides a question that follows anew', { timeout: 30_000 }, async () => {
  const scored = itemsOf(await casus.get(`${summit}/scores`));
  await retract('ut-036');
  await expect.poll(async () => (await casus.get(summit))['outcome'], patience).toBe('false');
  expect(await casus.get(summit)).toMatchObject({
    status: 'resolved',
    verdict: { value: 'false' },
    resolution: { number: 2, outcome: 'false', decidedAt: '2025-09-05T04:00:01.000Z', provisional: true },
  });
  const scores = await casus.get(`${summit}/scores`);
  expect(scores).toMatchObject({ resolution: { number: 2, outcome: 'false', cause: 'followed' } });
  const brierOf = (items: readonly Body[]) =>
    new Map(items.map(({ forecaster, brier }) => [forecaster, brier]));
  expect(itemsOf(scores).every(({ provisional }) => provisional === true)).toBe(true);
  const anew = brierOf(itemsOf(scores));
  for (const [forecaster, brier] of brierOf(scored))
    expect(anew.get(forecaster)).toBeGreaterThan(Number(brier));
});

test('it says why', async () => {
  const steps = itemsOf(await casus.get(`${summit}/verdicts`));
  expect(sentencesOf(steps.at(-1) ?? {}, 'reasons')).toEqual(
    expect.arrayContaining([
      'The value goes from true to false.',
      expect.stringMatching(/^It no longer cites meeting\.held/u),
    ]),
  );
  const verdict = await casus.get(`${summit}/verdict`);
  expect(sentencesOf(verdict, 'explanation').join(' ')).toMatch(/^No/u);
});

test('what was known and scored before stays readable', async () => {
  for (const time of [new Date('2025-10-01T00:00:00Z'), before]) {
    expect(await asOf(summit, time)).toMatchObject({
      outcome: 'true',
      verdict: { value: 'true' },
      resolution: { number: 1, decidedAt: '2025-08-15T04:00:00.000Z', provisional: false },
    });
    expect(await asOf(`${summit}/scores`, time)).toMatchObject({
      resolution: { number: 1, outcome: 'true' },
    });
  }
  const resolutions = itemsOf(await casus.get(`${summit}/resolutions`));
  expect(resolutions.map(({ number, outcome }) => [number, outcome])).toEqual([
    [1, 'true'],
    [2, 'false'],
  ]);
});

test('a question that asks is contested, and a curator lets it stand', { timeout: 30_000 }, async () => {
  await retract('ut-039');
  await expect.poll(async () => (await casus.get(sanctions))['status'], patience).toBe('contested');
  const contested = await casus.get(sanctions);
  expect(contested).toMatchObject({
    outcome: 'false',
    contest: { value: 'true', decidedAt: '2025-10-24T04:00:00.000Z' },
  });
  const queue = itemsOf(await casus.get('/v1/curator/queue?kind=contested'));
  expect(queue.map(({ question }) => question)).toContainEqual(
    expect.objectContaining({ id: 'q1-eo14024-top-window-named' }),
  );
  const waiting = new Date();
  const confirmed = await casus.post(`${sanctions}/confirm`, {
    expectedRevision: contested['revision'],
    reason: 'The call is confirmed by other means.',
  });
  expect(confirmed).toMatchObject({ status: 'resolved', outcome: 'false', contest: null });
  expect(await asOf(sanctions, waiting)).toMatchObject({ status: 'contested', contest: { value: 'true' } });
  expect(await asOf(sanctions, before)).toMatchObject({ status: 'resolved', contest: null });
});
