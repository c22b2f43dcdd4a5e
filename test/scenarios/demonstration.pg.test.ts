import { sanctionsReadings, readingId } from '@casus/replay';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationResults } from './demonstration-results.ts';
import { asFolded, asOfDay, foldAt, wholeLogIn } from './testing/as-folded.ts';
import type { WholeLog } from './testing/as-folded.ts';
import { casusUnderTest, itemsOf, sentencesOf } from './testing/casus.ts';
import type { Body, Casus } from './testing/casus.ts';
import { seededRandom } from '../faults/random.ts';

let casus: Casus;
let log: WholeLog;

beforeAll(async () => {
  casus = await casusUnderTest({ demonstration: true });
  log = await wholeLogIn(casus.pool);
}, 120_000);
afterAll(() => casus[Symbol.asyncDispose]());

test('the results are worked out for all sixteen readings of the first question, and five others', () => {
  expect(demonstrationResults.size).toBe(21);
  expect(sanctionsReadings.map(readingId).filter((id) => demonstrationResults.has(id))).toHaveLength(16);
});

test.each([...demonstrationResults])('%s is resolved as worked out by hand', async (id, result) => {
  const question = await casus.get(`/v1/questions/${id}`);
  expect(question).toMatchObject({
    status: 'resolved',
    resolution: { ...result, number: 1, by: 'engine', provisional: false },
    verdict: { value: result.outcome, decidedAt: result.decidedAt },
    contest: null,
  });
});

test.each([...demonstrationResults.keys()])(
  '%s has at least five predictions that change, and scores',
  async (id) => {
    const predictions = itemsOf(await casus.get(`/v1/questions/${id}/predictions`));
    const forecasters = new Set(predictions.map(({ forecaster }) => forecaster));
    expect(forecasters.size).toBeGreaterThanOrEqual(5);
    expect(predictions.length).toBeGreaterThan(forecasters.size);
    const scores = itemsOf(await casus.get(`/v1/questions/${id}/scores`));
    expect(new Set(scores.map(({ forecaster }) => forecaster))).toEqual(forecasters);
    for (const score of scores) expect(score).toSatisfy(isComplete);
  },
);

/** With a loss of its kind, and all other figures there. */
function isComplete({ brier, crps, log: logarithm, baseline, peer, provisional }: Body): boolean {
  const loss = brier ?? crps;
  const isLoss = typeof loss === 'number' && loss >= 0;
  return isLoss && [logarithm, baseline, peer].every(Number.isFinite) && provisional === false;
}

test('a verdict comes with its certificate and an explanation', async () => {
  const verdict = await casus.get('/v1/questions/q4-summit-within-30-days/verdict');
  expect(verdict).toMatchObject({ value: 'true', mode: 'published' });
  expect(itemsOf(verdict['certificate'] as Body, 'events').map(({ type }) => type)).toEqual([
    'meeting.held',
    'meeting.held',
  ]);
  expect(sentencesOf(verdict, 'explanation').join(' ')).toMatch(/Donald Trump and Vladimir Putin met/u);
});

const seed = 2025;
const [first, last] = [Date.parse('2025-01-20T00:00:00Z'), Date.parse('2025-10-29T00:00:00Z')];
const dayMs = 86_400_000;

function randomDays(count: number): readonly string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const day = first + Math.floor(random() * ((last - first) / dayMs)) * dayMs;
    return new Date(day).toISOString().slice(0, 10);
  });
}

test.each(['2025-08-08', ...randomDays(20)])(
  `as of %s tables and answers are what a fold of the log cut there makes (seed ${seed})`,
  async (day) => {
    const folded = await foldAt(casus.pool, log, day);
    expect(folded.differences).toEqual([]);
    expect(await asOfDay(casus, day)).toEqual(asFolded(folded.tables));
  },
);

test('as of 8 August the summit is not known, and the questions on it are open', async () => {
  const events = itemsOf(await casus.get('/v1/events?asOf=2025-08-08&limit=1000'));
  const [lastReport] = events
    .map(({ firstReportedAt }) => String(firstReportedAt))
    .toSorted()
    .slice(-1);
  expect(lastReport).toMatch(/^2025-08-08T/u);
  const summit = await casus.get('/v1/questions/q4-summit-within-30-days?asOf=2025-08-08');
  expect(summit).toMatchObject({
    status: 'open',
    verdict: { value: 'open', asKnown: 'false' },
    resolution: null,
    cut: { asOf: '2025-08-08T23:59:59.999Z', final: true },
  });
});
