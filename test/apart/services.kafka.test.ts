import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportHistory, postgresLog } from '@casus/log';
import type { HistoryRecord } from '@casus/log';
import { openKafkaLog } from '@casus/log/kafka';
import { readTopic } from '@casus/log/kafka/testing';
import { readPublished } from '@casus/log/published';
import { describeKafka, freshDatabase, kafkaBrokers, topicPrefixFor } from '@casus/testing';
import type { TestDatabase } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demonstrationResults } from '../scenarios/demonstration-results.ts';
import { casusUnderTest } from '../scenarios/testing/casus.ts';
import type { Casus } from '../scenarios/testing/casus.ts';
import { untilTold } from '../outbox/testing/outbox-under-test.ts';
import { casus } from './testing/casus-command.ts';
import { deploy, send } from './testing/deployment.ts';
import type { Deployment } from './testing/deployment.ts';
import { differencesOf, readTables } from './testing/read-tables.ts';

const services = [
  'projector',
  'projector',
  'scorer',
  'resolver',
  'resolver',
  'outbox',
  'ingest',
  'api',
] as const;

const partitions = { world: 1, questions: 4 };

/** The demonstration's own records: behind them stand marks that an import has ended, and ticks of today. */
const moved = (records: readonly HistoryRecord[]) =>
  records.filter(({ recordedAt }) => recordedAt < Date.parse('2026-01-01T00:00:00Z'));

/** Moves the log of one house into another one by the two commands. */
async function move(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'casus-move-'));
  const file = join(folder, 'log.jsonl');
  for (const [args, environment] of [
    [['log', 'export', '--out', file, '--with-texts'], from],
    [['log', 'import', file], to],
  ] as const)
    expect(await casus(args, environment)).toMatchObject({ code: 0, stderr: '' });
  await rm(folder, { recursive: true });
}

describeKafka('the services apart, on Kafka', () => {
  const topicPrefix = topicPrefixFor(import.meta.url);
  let database: TestDatabase;
  let embedded: Casus;
  let apart: Deployment;
  const question = {
    id: 'met-in-august',
    title: 'Did Trump and Putin meet on 15 August 2025?',
    kind: 'binary',
    claim: {
      op: 'compare',
      is: '>=',
      value: 1,
      measure: {
        op: 'count',
        by: 'event',
        event: {
          op: 'match',
          type: 'meeting.held',
          participants: ['Narendra Modi', 'Vladimir Putin'],
        },
        window: { op: 'between', from: '2025-09-01', until: '2025-09-10', zone: 'UTC' },
      },
    },
    opensAt: '2025-08-01T00:00:00Z',
    closesAt: new Date(Date.now() + 86_400_000).toISOString(),
    settleBy: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  };

  beforeAll(async () => {
    database = await freshDatabase();
    embedded = await casusUnderTest({ demonstration: true });
    const brokers = kafkaBrokers();
    await move(
      { DATABASE_URL: String(embedded.pool.options.connectionString) },
      {
        KAFKA_BROKERS: brokers.join(','),
        CASUS_TOPIC_PREFIX: topicPrefix,
        DATABASE_URL: database.url,
      },
    );
    const databaseUrl = database.url;
    apart = await deploy({ brokers, databaseUrl, topicPrefix, demonstration: false, services });
  }, 300_000);
  afterAll(async () => {
    await apart[Symbol.asyncDispose]();
    await embedded[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  test('a log that was moved has the same records, offsets, stamps and texts', async () => {
    await using old = await postgresLog({ pool: embedded.pool, partitions });
    await using log = await openKafkaLog({ brokers: kafkaBrokers(), topicPrefix, partitions });
    const records = moved(await exportHistory(old));
    expect(records.length).toBeGreaterThan(2_000);
    expect(moved(await exportHistory(log))).toEqual(records);
    const pool = new pg.Pool({ connectionString: database.url });
    const texts = [pool, embedded.pool].map((each) =>
      each.query<object>('select id, text from app.texts order by id'),
    );
    const [own, expected] = await Promise.all(texts);
    await pool.end();
    expect(own?.rows).toEqual(expected?.rows);
  });

  test('their tables, and what they publish, are those of one process on Postgres', async () => {
    const pool = new pg.Pool({ connectionString: database.url });
    const [own, expected] = [await readTables(pool), await readTables(embedded.pool)];
    await pool.end();
    expect(expected.get('reports')?.length).toBeGreaterThan(40);
    expect(differencesOf(own, expected)).toEqual([]);

    const told = async (): Promise<readonly string[]> =>
      [...new Set((await readPublished(embedded.pool, 0, 100_000)).map(({ id }) => id))].toSorted();
    const published = async (): Promise<readonly string[]> => {
      const facts = (await readTopic(kafkaBrokers(), `${topicPrefix}published`)).flat();
      return [...new Set(facts.map(({ id }) => id))].toSorted();
    };
    await untilTold(embedded.pool);
    await expect.poll(published, { timeout: 30_000, interval: 1_000 }).toEqual(await told());
    expect((await told()).length).toBeGreaterThan(500);
  });

  test('the demonstration is resolved as worked out by hand', async () => {
    const api = await apart.url('api');
    const shown = new Map<string, unknown>();
    for (const id of demonstrationResults.keys()) {
      const { resolution } = await send(`${api}/v1/questions/${id}`, apart.keys['reader']);
      const { outcome, decidedAt } = resolution as Record<string, unknown>;
      shown.set(id, { outcome, decidedAt });
    }
    expect(shown).toEqual(demonstrationResults);
  });

  test('a report posted to intake decides a question of the API, with a prediction before', async () => {
    const [api, ingest] = [await apart.url('api'), await apart.url('ingest')];
    const { curator, forecaster, source, reader } = apart.keys;
    const path = `${api}/v1/questions/${question.id}`;
    await send(`${api}/v1/questions`, curator, question);
    await send(`${path}/predictions`, forecaster, { probability: 0.7 });
    await expect
      .poll(() => send(`${path}/verdict`, reader), { timeout: 20_000 })
      .toMatchObject({
        asKnown: 'false',
      });
    await send(`${ingest}/v1/reports`, source, {
      source: 'press',
      ref: 'apart-1',
      type: 'meeting.held',
      participants: ['Narendra Modi', 'Vladimir Putin'],
      occurred: { from: '2025-09-02', precision: 'day' },
    });
    await expect
      .poll(() => send(`${path}/verdict`, reader), { timeout: 20_000 })
      .toMatchObject({
        value: 'true',
        asKnown: 'true',
      });
  });

  test('every process leaves within ten seconds of a SIGTERM, with exit code 0', async () => {
    const codes = await Promise.all(
      apart.services.map(async (service) => [service.name, await service.stop()]),
    );
    expect(codes).toEqual(services.map((name) => [name, 0]));
  });
});
