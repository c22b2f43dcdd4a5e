import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { deleteTopic, withAdmin } from './topic-surgery.ts';

/**
 * kafkajs as it comes, on a topic of its own: what the log is measured beside. It runs in a thread, so that nothing
 * of what the adapter changes in kafkajs is in it.
 */
export interface BareClient extends AsyncDisposable {
  /** The topic's name in Kafka. */
  readonly topic: string;
  /** Sends the texts as one batch of partition 0, again and again for so long; messages a second. */
  send(load: BareLoad): Promise<number>;
  /** Sends the texts so many times. */
  fill(texts: readonly string[], times: number): Promise<void>;
  /** Reads the topic from its beginning; milliseconds from the first batch until so many messages were there. */
  consume(count: number): Promise<number>;
}

export interface BareLoad {
  readonly texts: readonly string[];
  /** So many send at the same time, each again as soon as it has its answer. */
  readonly callers: number;
  readonly ms: number;
}

/** What the thread is asked, and answers with a number. */
export type BareRequest =
  | ({ readonly kind: 'send' } & BareLoad)
  | { readonly kind: 'fill'; readonly texts: readonly string[]; readonly times: number }
  | { readonly kind: 'consume'; readonly count: number };

const messageBytes = 16 * 1024 * 1024;

export async function openBareClient(brokers: readonly string[]): Promise<BareClient> {
  const topic = `bare.${randomUUID()}`;
  const configEntries = [{ name: 'max.message.bytes', value: String(messageBytes) }];
  await withAdmin(brokers, (admin) =>
    admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }] }),
  );
  const worker = new Worker(new URL('./bare-worker.ts', import.meta.url), {
    workerData: { brokers, topic },
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
  });
  const ask = async (request: BareRequest): Promise<number> => {
    worker.postMessage(request);
    const [answer] = (await once(worker, 'message')) as [number];
    return answer;
  };
  return {
    topic,
    send: (load) => ask({ kind: 'send', ...load }),
    fill: async (texts, times) => void (await ask({ kind: 'fill', texts, times })),
    consume: (count) => ask({ kind: 'consume', count }),
    async [Symbol.asyncDispose]() {
      await worker.terminate();
      await withAdmin(brokers, (admin) => deleteTopic(admin, topic));
    },
  };
}
