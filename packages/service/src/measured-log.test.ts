import { memoryLog } from '@casus/log';
import { makeMetrics } from '@casus/platform/metrics';
import { expect, test } from 'vitest';
import { measuredLog } from './measured-log.ts';

const id = '0191e4c2-0000-8000-8000-000000000001';

test('appends are counted by type, repeats are not, and failures by their code', async () => {
  const metrics = makeMetrics();
  const log = measuredLog(memoryLog({ partitions: { world: 1, questions: 1 }, clock: () => 0 }), metrics);
  const append = (data: number): Promise<unknown> =>
    log.append({ topic: 'world', key: 'k', records: [{ id, type: 'report.filed.v1', data }] });
  await append(1);
  await append(1);
  await expect(append(2)).rejects.toMatchObject({ code: 'id-conflict' });
  const told = await metrics.read();
  expect(told).toContain('casus_log_appended_records_total{topic="world",type="report.filed.v1"} 1');
  expect(told).toContain('casus_log_append_failures_total{topic="world",code="id-conflict"} 1');
  expect(told).toContain('casus_log_append_duration_seconds_count{topic="world"} 3');
  expect(await log.heads('world')).toEqual([2]);
});
