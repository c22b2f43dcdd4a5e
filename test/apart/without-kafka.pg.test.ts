import { freshDatabase } from '@casus/testing';
import { expect, test } from 'vitest';
import { deploy, send } from './testing/deployment.ts';

const services = ['projector', 'scorer', 'resolver', 'outbox', 'ingest', 'api'] as const;

test('the services apart share a log in Postgres where no Kafka is named', { timeout: 120_000 }, async () => {
  await using database = await freshDatabase();
  await using apart = await deploy({
    brokers: [],
    databaseUrl: database.url,
    topicPrefix: 'unused.',
    demonstration: false,
    services,
  });
  const [api, ingest] = [await apart.url('api'), await apart.url('ingest')];
  const { reportId } = await send(`${ingest}/v1/reports`, apart.keys['source'], {
    source: 'press',
    ref: 'apart-1',
    type: 'meeting.held',
    participants: ['Narendra Modi', 'Vladimir Putin'],
    occurred: { from: '2025-09-02', precision: 'day' },
  });
  const report = await send(`${api}/v1/reports/${String(reportId)}`, apart.keys['reader']);
  expect(report).toMatchObject({ ref: 'apart-1', source: 'press' });
  for (const service of services) {
    const told = await fetch(`${await apart.url(service)}/metrics`);
    expect(await told.text()).toContain('casus_log_append_duration_seconds');
  }
  const folding = await (await fetch(`${await apart.url('scorer')}/metrics`)).text();
  expect(folding).toMatch(/casus_projection_lag_records\{.*topic="world".*\} 0/u);
  const codes = await Promise.all(apart.services.map((service) => service.stop()));
  expect(codes).toEqual(services.map(() => 0));
});
