import { readFile } from 'node:fs/promises';
import { freshDatabase } from '@casus/testing';
import { expect, test } from 'vitest';
import { atRest, startOn } from './testing/on-database.ts';

test(
  'a running Casus tells lag, throughput, parked records, generation, appends and requests',
  {
    timeout: 120_000,
  },
  async () => {
    await using database = await freshDatabase();
    await using casus = await startOn(database.url, true);
    await atRest(casus.pool);
    const told = async (): Promise<ReadonlyMap<string, number>> => {
      const text = await (await fetch(`${casus.url}/metrics`)).text();
      const lines = text.split('\n').filter((line) => line.startsWith('casus_'));
      return new Map(lines.map((line) => [line.replace(/ \S+$/u, ''), Number(line.split(' ').at(-1))]));
    };
    const documented = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const typed = await (await fetch(`${casus.url}/metrics`)).text();
    const namesIn = (text: string, pattern: RegExp): readonly string[] =>
      [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))].toSorted();
    expect(namesIn(documented, /^\| `(casus_\w+)`/gmu)).toEqual(namesIn(typed, /^# TYPE (casus_\w+)/gmu));
    const place = '{generation="1",state="live",topic="world",partition="0"}';
    const before = await told();
    const head = before.get('casus_log_head_records{topic="world",partition="0"}') ?? 0;
    expect(head).toBeGreaterThan(1);
    expect(before.get(`casus_projection_folded_records_total${place}`)).toBe(head);
    expect(before.get(`casus_projection_lag_records${place}`)).toBe(0);
    expect(before.get(`casus_projection_lag_seconds${place}`)).toBe(0);
    expect(before.get(`casus_projection_owned${place}`)).toBe(1);
    expect(before.get(`casus_projection_parked_records${place}`)).toBe(0);
    expect(Math.abs(before.get('casus_clock_skew_seconds') ?? 99)).toBeLessThan(10);
    expect(before.get('casus_scrape_failures_total')).toBe(0);
    const { rows } = await casus.pool.query<{ count: number }>(
      `select count(*)::int as count from read.questions where status = 'resolved'`,
    );
    expect(rows[0]?.count).toBeGreaterThan(0);
    expect(before.get('casus_questions{status="resolved"}')).toBe(rows[0]?.count);
    await casus.pool.query(
      `insert into g1.parked (topic, partition, "offset", key, type, error, record) values
     ('world', 0, 1, 'k', 't', 'broken', '{}'), ('world', 0, 2, 'k', 't', null, '{}')`,
    );
    await casus.pool.query(
      `update g1.checkpoints set next_offset = next_offset - 1 where (topic, partition) = ('world', 0)`,
    );
    const after = await told();
    expect(after.get(`casus_projection_lag_records${place}`)).toBe(1);
    expect(after.get(`casus_projection_lag_seconds${place}`)).toBeGreaterThan(0);
    expect(after.get(`casus_projection_parked_records${place}`)).toBe(1);
    expect(after.get(`casus_projection_waiting_records${place}`)).toBe(1);
    const requests = 'casus_http_request_duration_seconds_count{method="GET",route="/metrics",status="200"}';
    expect(after.get(requests)).toBe(2);
  },
);
