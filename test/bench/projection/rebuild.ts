import { setTimeout as delay } from 'node:timers/promises';
import { finished } from 'node:stream/promises';
import { startProjector } from '@casus/projection';
import { ask } from '@casus/projection/operate';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { counting, countedAt } from './counting.ts';
import { generatedLog } from './generated-log.ts';
import { quietPool } from './measures.ts';

export interface Rebuilt {
  /** Records a second of the rebuild, without the comparison, and of a bare COPY of the rows that came of them. */
  readonly own: number;
  readonly peer: number;
  /** Of reads through the views, milliseconds, ascending. */
  readonly readsBefore: readonly number[];
  readonly readsDuring: readonly number[];
  /** From the order to the swap, comparison included, seconds. */
  readonly wholeS: number;
}

/** Rebuilds a generation of so many records beside the live one, with reads going on. */
export async function measureRebuild(url: string, records: number): Promise<Rebuilt> {
  const pool = quietPool(url);
  const log = generatedLog(records, countedAt);
  try {
    await using projector = await startProjector({
      pool,
      log,
      projections: [counting],
      clock: Date.now,
      owner: 'bench',
    });
    await Promise.race([projector.caughtUp, projector.failed]);
    const readsBefore = await readsWhile(pool, () => delay(3_000));
    const times = { filledMs: 0, wholeMs: 0 };
    const readsDuring = await readsWhile(pool, async () => {
      Object.assign(times, await rebuilt(pool, records));
    });
    const copyMs = await copyRows(pool);
    return {
      own: (records / times.filledMs) * 1_000,
      peer: (records / copyMs) * 1_000,
      readsBefore,
      readsDuring,
      wholeS: times.wholeMs / 1_000,
    };
  } finally {
    await dropAll(pool);
    await pool.end();
  }
}

async function rebuilt(
  pool: pg.Pool,
  records: number,
): Promise<{ readonly filledMs: number; readonly wholeMs: number }> {
  const began = performance.now();
  await ask(pool, 'rebuild');
  const isFilled = `topic = 'questions' and next_offset = ${records + 1}`;
  await until(pool, `select 1 from g2.checkpoints where ${isFilled}`);
  const filledMs = performance.now() - began;
  await until(pool, `select 1 from projection.generations where number = 2 and state = 'live'`);
  return { filledMs, wholeMs: performance.now() - began };
}

async function dropAll(pool: pg.Pool): Promise<void> {
  for (const schema of ['g1', 'g2', 'peer', 'read', 'projection'])
    await pool.query(`drop schema if exists ${schema} cascade`);
}

async function until(pool: pg.Pool, sql: string): Promise<void> {
  for (;;) {
    const found = await pool.query(sql).catch(() => ({ rowCount: 0 }));
    if (found.rowCount === 1) return;
    await delay(20);
  }
}

async function readsWhile(pool: pg.Pool, work: () => Promise<void>): Promise<readonly number[]> {
  const latencies: number[] = [];
  let isOver = false;
  const working = work().finally(() => (isOver = true));
  for (let name = 0; !isOver; name = (name + 7_919) % 20_000) {
    const began = performance.now();
    await pool.query('select data from read.counts where key = $1', [`name-${name}`]);
    latencies.push(performance.now() - began);
    await delay(4);
  }
  await working;
  return latencies.toSorted((a, b) => a - b);
}

/** COPY of the rows of the rebuilt tables into empty ones of the same shape and indexes. */
async function copyRows(pool: pg.Pool): Promise<number> {
  let spentMs = 0;
  await pool.query('create schema peer');
  for (const table of ['counts', 'entries']) {
    await pool.query(`create table peer.${table} (like g2.${table} including all)`);
    const chunks: Buffer[] = [];
    const source = await pool.connect();
    const out = source.query(copyTo(`copy g2.${table} to stdout`));
    out.on('data', (chunk: Buffer) => chunks.push(chunk));
    await finished(out);
    const began = performance.now();
    const into = source.query(copyFrom(`copy peer.${table} from stdin`));
    for (const chunk of chunks)
      if (!into.write(chunk)) await new Promise((resolve) => into.once('drain', resolve));
    into.end();
    await finished(into);
    spentMs += performance.now() - began;
    source.release();
  }
  return spentMs;
}
