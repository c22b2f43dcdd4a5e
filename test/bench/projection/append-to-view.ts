import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { postgresLog } from '@casus/log';
import { positionWatch, startProjector } from '@casus/projection';
import { counting, countedAt } from './counting.ts';
import { quietPool } from './measures.ts';

/** From the call of an append until readers see the record, at so many appends a second; milliseconds, ascending. */
export async function measureAppendToView(
  url: string,
  perSecond: number,
  ms: number,
): Promise<readonly number[]> {
  const pool = quietPool(url);
  const log = await postgresLog({ pool, partitions: { world: 1, questions: 4 } });
  const watch = positionWatch(pool);
  const latencies: number[] = [];
  {
    const options = { pool, log, projections: [counting], clock: Date.now, owner: 'bench', watch };
    await using projector = await startProjector(options);
    await projector.caughtUp;
    const appends: Promise<void>[] = [];
    const began = performance.now();
    for (let sent = 0; sent < (perSecond * ms) / 1_000; sent += 1) {
      const due = began + (sent * 1_000) / perSecond;
      if (due > performance.now() + 1) await delay(due - performance.now());
      appends.push(appendOne(sent));
    }
    await Promise.all(appends);
  }
  await log[Symbol.asyncDispose]();
  await pool.query(
    'drop schema g1 cascade; drop schema read cascade; drop schema projection cascade; drop schema log cascade',
  );
  await pool.end();
  return latencies.toSorted((a, b) => a - b);

  async function appendOne(sent: number): Promise<void> {
    const began = performance.now();
    const record = { id: randomUUID(), type: 'casus.bench.counted.v1', data: countedAt(sent) };
    const [at] = await log.append({ topic: 'questions', key: `key-${sent % 50}`, records: [record] });
    if (!at || !(await watch.waitFor(at.position, 60_000)))
      throw new Error('a record did not become visible');
    latencies.push(performance.now() - began);
  }
}
