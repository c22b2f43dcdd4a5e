import { deliver } from '../../deliver/deliver.ts';
import type { Checkpoint } from '../../deliver/checkpoint.ts';
import { LogError } from '../../port.ts';
import type { EventLog, LogRecord, Topic } from '../../port.ts';

/** A runner of one partition that keeps what it was given, and goes on at its checkpoint after outages. */
export interface Reader {
  readonly records: readonly LogRecord[];
  readonly checkpoint: Checkpoint | undefined;
  /** Set when the delivery halted for good. */
  readonly halted: LogError | undefined;
  stop(): Promise<void>;
}

export interface ReaderOptions {
  readonly topic: Topic;
  readonly partition: number;
  readonly from?: Checkpoint | undefined;
}

export function startReader(log: EventLog, { topic, partition, from }: ReaderOptions): Reader {
  const stopping = new AbortController();
  const records: LogRecord[] = [];
  const known = new Set<string>();
  const state: { checkpoint: Checkpoint | undefined; halted: LogError | undefined } = {
    checkpoint: from,
    halted: undefined,
  };
  const isKnown = async (batch: readonly LogRecord[]): Promise<ReadonlySet<string>> =>
    new Set(batch.filter(({ id }) => known.has(id)).map(({ id }) => id));
  const deliverOnce = async (): Promise<void> => {
    const options = { log, topic, partition, signal: stopping.signal, clock: Date.now, isKnown };
    for await (const delivery of deliver({ ...options, from: state.checkpoint })) {
      for (const { id } of delivery.records) known.add(id);
      records.push(...delivery.records);
      state.checkpoint = delivery.checkpoint;
    }
  };
  const reading = (async () => {
    while (!stopping.signal.aborted && state.halted === undefined)
      await deliverOnce().catch((error: unknown) => {
        if (!(error instanceof LogError)) throw error;
        if (!error.retryable) state.halted = error;
      });
  })();
  return {
    records,
    get checkpoint() {
      return state.checkpoint;
    },
    get halted() {
      return state.halted;
    },
    async stop() {
      stopping.abort();
      await reading;
    },
  };
}
