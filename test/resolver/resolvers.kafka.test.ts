import { openKafkaLog } from '@casus/log/kafka';
import { describeKafka, freshDatabase, kafkaBrokers, topicPrefixFor } from '@casus/testing';
import { startService } from '@casus/testing/apart';
import pg from 'pg';
import { expect, test } from 'vitest';
import { ask, each, reportMeeting, saidIn } from './testing/asked.ts';

const polled = { timeout: 60_000, interval: 500 };

describeKafka('resolvers as processes, on Kafka', () => {
  test('of three, one killed and one stopped past its leases: every verdict stands, none goes backwards', async () => {
    await using database = await freshDatabase();
    const topicPrefix = topicPrefixFor(import.meta.url);
    const options = { brokers: kafkaBrokers(), topicPrefix, partitions: { world: 1, questions: 4 } };
    await using log = await openKafkaLog(options);
    await ask(log);
    const environment = {
      KAFKA_BROKERS: kafkaBrokers().join(','),
      DATABASE_URL: database.url,
      CASUS_TOPIC_PREFIX: topicPrefix,
      CASUS_LOG_LEVEL: 'warn',
    };
    await using held = new AsyncDisposableStack();
    const [one, two] = Array.from({ length: 3 }, () => held.use(startService('resolver', { environment })));
    const standing = async () => (await saidIn(log)).standing;
    await expect.poll(standing, polled).toEqual(each('open'));
    await expect.poll(() => shares(database.url), polled).toEqual([1, 1, 2]);

    one?.signal('SIGKILL');
    two?.signal('SIGSTOP');
    await reportMeeting(log, 'm-1');
    await expect.poll(standing, polled).toEqual(each('true'));
    await reportMeeting(log, 'm-1', 1);
    await expect.poll(standing, polled).toEqual(each('open'));
    two?.signal('SIGCONT');
    await reportMeeting(log, 'm-2');
    await expect.poll(standing, polled).toEqual(each('true'));
    await expect.poll(() => shares(database.url), polled).toEqual([2, 2]);
    const said = await saidIn(log);
    expect(said).toMatchObject({ backwards: 0, alarms: 0 });
    expect(Math.max(...said.records.values())).toBeLessThanOrEqual(6); // four things were said; two may have said one at once
  });
});

/** How many shards each owner holds. */
async function shares(url: string): Promise<readonly number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ held: number }>(
    `select count(*)::int as held from app.leases
     where name like 'resolver questions/%' and expires_at > now() group by owner order by 1`,
  );
  await client.end();
  return rows.map(({ held }) => held);
}
