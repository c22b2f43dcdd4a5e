import { setTimeout as delay } from 'node:timers/promises';
import type { ReportInput } from '@casus/domain/intake';
import { postBatch } from '../post-batch.ts';
import type { BatchAnswer } from '../post-batch.ts';

const retryMs = 50;
const callers = 3;

/** Posts reports from outside the process that is hurt, and keeps what was acknowledged. */
export interface Loader {
  /** Position of each acknowledged report, by report id. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** What intake would not take; nothing, when all is well. */
  readonly refused: readonly unknown[];
  /** Requests without an answer so far. */
  readonly inFlight: () => number;
  /** Resolves when every report is acknowledged. */
  readonly done: Promise<void>;
}

export interface LoaderOptions {
  readonly url: string;
  readonly key: string;
  readonly reports: readonly ReportInput[];
  /** Batches are of 1 to this many reports. */
  readonly largestBatch: number;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Several callers at once; each sends the same rows again until they are acknowledged. */
export function startLoader(options: LoaderOptions): Loader {
  const { reports, largestBatch, random, signal } = options;
  const acknowledged = new Map<string, string>();
  const refused: unknown[] = [];
  let next = 0;
  let inFlight = 0;
  const post = async (batch: readonly ReportInput[]): Promise<BatchAnswer | undefined> => {
    inFlight += 1;
    try {
      return await postBatch(options, batch, signal);
    } finally {
      inFlight -= 1;
    }
  };
  const call = async (): Promise<void> => {
    while (next < reports.length) {
      const batch = reports.slice(next, next + 1 + Math.floor(random() * largestBatch));
      next += batch.length;
      let answer = await post(batch);
      for (; !answer; answer = await post(batch)) await delay(retryMs, undefined, { signal });
      for (const row of answer.rows)
        if (row.status === 'refused') refused.push(row.errors);
        else acknowledged.set(row.reportId, row.position);
    }
  };
  const done = Promise.all(Array.from({ length: callers }, call)).then(() => undefined);
  done.catch(() => undefined); // whoever awaits it gets it
  return { acknowledged, refused, inFlight: () => inFlight, done };
}
