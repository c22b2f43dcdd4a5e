import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { casusUnderTest, itemsOf } from './testing/casus.ts';
import type { Body, Casus } from './testing/casus.ts';

const hourMs = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

function questionOn(start: number): object {
  const until = start + hourMs;
  return {
    id: 'truce',
    title: 'Is a ceasefire accepted within the hour?',
    kind: 'binary',
    claim: {
      op: 'compare',
      measure: {
        op: 'count',
        event: { op: 'match', type: 'ceasefire.accepted', actor: 'RUS' },
        window: { op: 'between', from: iso(start), until: iso(until), zone: 'UTC' },
        by: 'event',
      },
      is: '>=',
      value: 1,
    },
    opensAt: iso(start),
    closesAt: iso(until),
    settleBy: iso(until + hourMs),
    settleAfterSeconds: 1,
    coverage: [{ source: 'wire' }],
  };
}

async function declareSource(casus: Casus): Promise<void> {
  await casus.post('/v1/sources', {
    source: 'wire',
    title: 'A wire service',
    owner: 'wire',
    zone: 'UTC',
    coverage: { mode: 'declared' },
  });
}

/** The wire says that it has been read up to a moment. */
async function caughtUp(casus: Casus, from: number, through: number): Promise<void> {
  await casus.post('/v1/sources/wire/caught-up', { from: iso(from), through: iso(through) });
}

test('an event by a date, from the report to the score', { timeout: 60_000 }, async () => {
  await using casus = await casusUnderTest({ demonstration: false });
  const forecaster = await casus.keyFor('forecaster');
  await declareSource(casus);
  const start = Math.floor(Date.now() / 1000) * 1000;
  const opened = await casus.post('/v1/questions', questionOn(start), forecaster);
  expect(opened).toMatchObject({ status: 'open', coverage: [{ source: 'wire' }] });
  await casus.post('/v1/questions/truce/predictions', { probability: 0.7 }, forecaster);
  await delay(2_100);

  const happened = Math.floor(Date.now() / 1000) * 1000;
  const report = await casus.post('/v1/reports', {
    source: 'wire',
    ref: 'w-1',
    type: 'ceasefire.accepted',
    actor: 'Russia',
    target: 'Ukraine',
    occurred: { from: iso(happened), precision: 'second' },
  });
  expect(report).toMatchObject({ revision: 0, repeated: false });
  const value = async (): Promise<unknown> =>
    ((await casus.get('/v1/questions/truce'))['verdict'] as Body)['value'];
  await expect.poll(value, { timeout: 10_000 }).toBe('true');
  const verdict = await casus.get('/v1/questions/truce/verdict');
  expect(verdict).toMatchObject({
    decidedAt: iso(happened),
    certificate: { events: [{ type: 'ceasefire.accepted' }] },
  });

  await delay(1_100); // what settles after a second needs a record behind it
  await caughtUp(casus, start, Date.now());
  await expect
    .poll(async () => (await casus.get('/v1/questions/truce'))['status'], { timeout: 10_000 })
    .toBe('resolved');
  const scores = await casus.get('/v1/questions/truce/scores');
  expect(scores).toMatchObject({
    resolution: { outcome: 'true', decidedAt: iso(happened), by: 'engine' },
    without: null,
  });
  const [score] = itemsOf(scores);
  expect(score).toMatchObject({ role: 'forecaster', provisional: false });
  expect(score?.['brier']).toBeCloseTo(0.09, 10);
});
