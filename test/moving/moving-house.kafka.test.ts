import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportHistory, postgresLog } from '@casus/log';
import type { HistoryRecord } from '@casus/log';
import { openKafkaLog } from '@casus/log/kafka';
import { makeLogger } from '@casus/platform';
import { migrateAccounts, textsIn } from '@casus/platform/accounts';
import { start as startProjector } from '@casus/projector';
import { buildDemonstration } from '@casus/replay';
import { describeKafka, freshDatabase, kafkaBrokers, topicPrefixFor } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deploy } from '../apart/testing/deployment.ts';
import { differencesOf, readTables } from '../apart/testing/read-tables.ts';
import { casus } from './testing/casus-command.ts';

const partitions = { world: 1, questions: 4 };

/** Behind what was moved stands the mark that an import has ended. */
const moved = (records: readonly HistoryRecord[]) =>
  records.filter(({ record }) => record.type !== 'casus.log.imported.v1');

describeKafka('a log moved from Postgres to Kafka', () => {
  const topicPrefix = topicPrefixFor(import.meta.url);
  const held = new AsyncDisposableStack();
  const house: { readonly url: string; readonly pool: pg.Pool }[] = [];
  let file: string;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'casus-move-'));
    held.defer(() => rm(folder, { recursive: true, force: true }));
    file = join(folder, 'old.jsonl');
    for (let number = 0; number < 2; number += 1) {
      const database = held.use(await freshDatabase());
      const pool = new pg.Pool({ connectionString: database.url, max: 8 });
      pool.on('error', () => undefined);
      held.defer(() => pool.end());
      house.push({ url: database.url, pool });
    }
  });
  afterAll(() => held.disposeAsync());

  test('has the same records, offsets and stamps, and with the services apart the same tables', async () => {
    const [old, own] = house;
    if (!old || !own) throw new Error('there is no database');
    const { history, texts } = await buildDemonstration(partitions);
    await migrateAccounts(old.pool);
    for (const text of texts) await textsIn(old.pool, Date.now).restore(text);
    await using log = await postgresLog({ pool: old.pool, partitions });
    await log.importHistory(history);
    const logger = makeLogger({ name: 'test', level: 'silent' });
    await using projector = await startProjector({ log, pool: old.pool, clock: Date.now, logger });
    await Promise.race([projector.caughtUp, projector.failed]);

    const to = {
      KAFKA_BROKERS: kafkaBrokers().join(','),
      CASUS_TOPIC_PREFIX: topicPrefix,
      DATABASE_URL: own.url,
    };
    const out = ['log', 'export', '--out', file, '--with-texts'];
    expect(await casus(out, { DATABASE_URL: old.url })).toMatchObject({ code: 0, stderr: '' });
    expect(await casus(['log', 'import', file], to)).toMatchObject({ code: 0, stderr: '' });
    await using kafka = await openKafkaLog({ brokers: kafkaBrokers(), topicPrefix, partitions });
    expect(moved(await exportHistory(kafka))).toEqual(moved(await exportHistory(log)));

    await using apart = await deploy({
      brokers: kafkaBrokers(),
      databaseUrl: own.url,
      topicPrefix,
      demonstration: false,
      services: ['projector', 'scorer'],
    });
    expect(apart.services).toHaveLength(2);
    const [tables, expected] = [await readTables(own.pool), await readTables(old.pool)];
    expect(tables.get('reports')?.length).toBeGreaterThan(40);
    expect(differencesOf(tables, expected)).toEqual([]);
    const select = 'select id, text from app.texts order by id';
    const kept = await Promise.all([own, old].map(({ pool }) => pool.query<object>(select)));
    expect(kept[0]?.rows).toEqual(kept[1]?.rows);
  }, 300_000);
});
