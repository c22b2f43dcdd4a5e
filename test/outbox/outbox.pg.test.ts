import { startOutbox } from '@casus/forecast';
import { memoryPublisher } from '@casus/log/published';
import type { Fact } from '@casus/log/published';
import { startProjector } from '@casus/projection';
import { projections } from '@casus/projector';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApiUnderTest } from '../api/testing/api-under-test.ts';
import { withOpenQuestion } from '../api/testing/opened.ts';
import { caughtUp, meetingQuestion, meetingReported } from '../api/testing/world.ts';
import {
  breakingPublisher,
  distinct,
  namesOf,
  outboxUnderTest,
  tellAll,
  untilTold,
} from './testing/outbox-under-test.ts';

const revealAt = '2025-01-20T00:00:00Z';
let api: ApiUnderTest;

beforeEach(async () => {
  api = await withOpenQuestion({ revealAt });
});
afterEach(() => api[Symbol.asyncDispose]());

async function predict(as: 'forecaster' | 'other', probability: number): Promise<void> {
  const path = `/v1/questions/${meetingQuestion.id}/predictions`;
  const { status } = await api.post(path, { probability }, { as });
  expect(status).toBe(201);
}

async function ticked(iso: string): Promise<void> {
  api.setTime(iso);
  await api.question(meetingQuestion.id, { name: 'clock-ticked', data: {} });
}

const ofQuestion = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ key }) => key === meetingQuestion.id);

const given = (publisher: ReturnType<typeof memoryPublisher>) => ({
  log: api.log,
  pool: api.pool,
  publisher,
});

test('events, questions and what is decided are told at once, the crowd once it is revealed, in order', async () => {
  const publisher = memoryPublisher();
  await predict('forecaster', 0.3);
  await meetingReported(api, { ref: 'm-1', day: '2025-01-01' });
  await predict('other', 0.6);
  await predict('forecaster', 0.4);
  await tellAll(given(publisher));
  expect(namesOf(ofQuestion(publisher.facts))).toEqual(['question-changed']);
  expect(namesOf(publisher.facts)).toContain('event-changed');

  await ticked('2025-01-19T23:59:59Z');
  await tellAll(given(publisher));
  expect(namesOf(ofQuestion(publisher.facts))).toEqual(['question-changed']);

  await ticked(revealAt);
  await tellAll(given(publisher));
  expect(namesOf(ofQuestion(publisher.facts))).toEqual([
    'question-changed',
    'prediction-changed',
    'forecast-changed',
    'prediction-changed',
    'forecast-changed',
    'prediction-changed', // replaces the first,
    'prediction-changed', // which ends
    'forecast-changed',
  ]);
  await predict('other', 0.7);
  await tellAll(given(publisher));
  const last = ofQuestion(publisher.facts).at(-1)?.record;
  expect(last).toMatchObject({ type: 'casus.published.forecast-changed.v1', data: { n: 2 } });
  expect(distinct(publisher.facts)).toHaveLength(publisher.facts.length);
});

test('a fact says what it is about, where it comes from and when', async () => {
  const publisher = memoryPublisher();
  await meetingReported(api, { ref: 'm-1', day: '2025-01-01' });
  await tellAll(given(publisher));
  const [event] = publisher.facts.filter(({ record }) => record.type.includes('event-changed'));
  const data = event?.record.data as { readonly id: string; readonly position: string };
  expect(data).toMatchObject({
    type: 'meeting.held',
    participants: ['Steve Witkoff', 'Vladimir Putin'],
    status: 'certain',
    at: '2025-01-02T00:00:00.000Z',
    reports: [{ ref: 'm-1', source: 'press' }],
  });
  expect(data.position).toMatch(/^world\/0@\d+$/u);
  expect(event?.key).toBe(data.id);
});

test('an outbox reveals by itself when nothing else is appended', async () => {
  const publisher = memoryPublisher();
  await predict('forecaster', 0.3);
  const now = { iso: '2025-01-02T00:00:00Z' };
  await using _ = await outboxUnderTest({ ...given(publisher), clock: () => Date.parse(now.iso) });
  await untilTold(api.pool);
  expect(namesOf(ofQuestion(publisher.facts))).toEqual(['question-changed']);
  now.iso = revealAt;
  api.setTime(now.iso);
  await expect.poll(() => namesOf(ofQuestion(publisher.facts)), { timeout: 10_000 }).toHaveLength(3);
});

test('a crash between publishing and the checkpoint tells the same facts again, by the same ids', async () => {
  const [whole, broken] = [memoryPublisher(), breakingPublisher(3)];
  await predict('forecaster', 0.3);
  await meetingReported(api, { ref: 'm-1', day: '2025-01-01' });
  await ticked(revealAt);
  await predict('other', 0.6);
  await tellAll(given(broken));
  await api.pool.query('drop schema outbox cascade');
  await tellAll(given(whole));
  expect(broken.facts.length).toBeGreaterThan(whole.facts.length);
  const byId = (facts: readonly Fact[]) =>
    Object.fromEntries(facts.map(({ key, record }) => [record.id, { key, record }]));
  expect(byId(broken.facts)).toEqual(byId(whole.facts));
  expect(ofQuestion(distinct(broken.facts))).toEqual(ofQuestion(whole.facts));
});

test('a rebuild publishes nothing', async () => {
  const publisher = memoryPublisher();
  await predict('forecaster', 0.3);
  await ticked(revealAt);
  await tellAll(given(publisher));
  const told = publisher.facts.length;
  const newer = projections.map((projection) => ({ ...projection, version: projection.version + 1 }));
  await using rebuilt = await startProjector({
    log: api.log,
    pool: api.pool,
    projections: newer,
    clock: Date.now,
  });
  await rebuilt.caughtUp;
  const { rows } = await api.pool.query<{ number: number }>('select number from read.generation');
  expect(rows[0]?.number).toBe(rebuilt.generation);
  await tellAll(given(publisher));
  expect(publisher.facts).toHaveLength(told);
});

test('of two outboxes at work, one that was overtaken tells no further', async () => {
  const publisher = memoryPublisher();
  await using first = await outboxUnderTest({ ...given(publisher), owner: 'one', leaseMs: 300 });
  await using second = await outboxUnderTest({ ...given(publisher), owner: 'two', leaseMs: 300 });
  api.setTime('2025-01-10T00:00:00Z');
  for (let number = 1; number <= 6; number += 1) {
    await meetingReported(api, { ref: `m-${number}`, day: `2025-01-0${number}` });
    // leases that stand for nobody: both may work at once
    await api.pool.query(`update app.leases set expires_at = '-infinity'`);
  }
  await Promise.race([first.failed, second.failed, untilTold(api.pool)]);
  const { rows } = await api.pool.query<{ key: string }>('select key from read.events');
  const told = new Set(
    publisher.facts.filter(({ record }) => record.type.includes('event-')).map(({ key }) => key),
  );
  expect([...told].toSorted()).toEqual(rows.map(({ key }) => key).toSorted());
});

test('scores and resolutions are told, scores after the reveal only', async () => {
  const publisher = memoryPublisher();
  await predict('forecaster', 0.3);
  await caughtUp(api, 'press', '2025-01-05T00:00:00Z');
  const command = { expectedRevision: 1, by: 'desk', reason: { textId: crypto.randomUUID(), hash: 'h' } };
  api.setTime('2025-01-10T00:00:00Z');
  const data = {
    questionId: meetingQuestion.id,
    ...command,
    outcome: 'true' as const,
    decidedAt: '2025-01-09T00:00:00Z',
    evidence: ['https://example.org/a'],
  };
  await api.question(meetingQuestion.id, { name: 'question-resolved', data });
  await tellAll(given(publisher));
  const before = namesOf(ofQuestion(publisher.facts));
  expect(before).toEqual(['question-changed', 'question-changed', 'question-resolved']);
  await ticked(revealAt);
  await tellAll(given(publisher));
  const [score] = ofQuestion(publisher.facts).filter(({ record }) => record.type.includes('score-made'));
  expect(score?.record.data).toMatchObject({ role: 'forecaster', resolution: 1, crps: null });
});

test('an outbox that starts before there are read tables waits for them', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 12 });
  pool.on('error', () => undefined);
  const publisher = memoryPublisher();
  const tried = Promise.withResolvers<void>();
  const logger = { warn: () => tried.resolve() };
  const outbox = await startOutbox({ log: api.log, pool, publisher, clock: () => 0, logger });
  await Promise.race([tried.promise, outbox.failed]);
  const projector = await startProjector({ pool, log: api.log, projections, clock: Date.now });
  await projector.caughtUp;
  await Promise.race([untilTold(pool), outbox.failed]);
  expect(namesOf(ofQuestion(publisher.facts))).toContain('question-changed');
  await Promise.all([outbox[Symbol.asyncDispose](), projector[Symbol.asyncDispose]()]);
  await pool.end();
});
