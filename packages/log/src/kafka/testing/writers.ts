import { randomUUID } from 'node:crypto';
import { LogError } from '../../port.ts';
import type { EventLog, NewRecord, Topic } from '../../port.ts';

/** What writers have done so far. */
export interface Written {
  /** Ids that were acknowledged, in the order of their writer; by the writer's key. */
  readonly acknowledged: ReadonlyMap<string, readonly string[]>;
  /** Ids that were handed to the log. */
  readonly attempted: ReadonlySet<string>;
  /** Stops the writers after their last acknowledgement. */
  stop(): Promise<void>;
}

const recordType = 'casus.test.written.v1';

/** Writers that append one to twenty records after the other, the same ones again while the result is unknown. */
export function startWriters(log: EventLog, count: number): Written {
  const acknowledged = new Map<string, string[]>();
  const attempted = new Set<string>();
  const stopping = new AbortController();
  const write = async (writer: number): Promise<void> => {
    const topic: Topic = writer % 2 === 0 ? 'world' : 'questions';
    const key = `${topic}-writer-${writer}`;
    const ids: string[] = [];
    acknowledged.set(key, ids);
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const records = Array.from({ length: 1 + ((turn * 7) % 20) }, newRecord);
      for (const { id } of records) attempted.add(id);
      await untilKnown(() => log.append({ topic, key, records }));
      ids.push(...records.map(({ id }) => id));
    }
  };
  const writing = Promise.all(Array.from({ length: count }, (_, writer) => write(writer)));
  writing.catch(() => undefined); // told to whoever stops them
  return {
    acknowledged,
    attempted,
    async stop() {
      stopping.abort();
      await writing;
    },
  };
}

/** Repeats the work while its result is unknown. */
export async function untilKnown<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogError) || !error.retryable) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
}

function newRecord(): NewRecord {
  return { id: randomUUID(), type: recordType, data: 'x'.repeat(100) };
}
