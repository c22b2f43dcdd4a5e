import { parseArgs } from 'node:util';
import { benchKafka } from './log/kafka.ts';
import { benchPostgres } from './log/postgres.ts';

const adapters = { postgres: benchPostgres, kafka: benchKafka } as const;

/**
 * Appends to and reads from the log; medians over rounds in which it takes turns with its peers. On Postgres the peer
 * is committed inserts of the same rows; `log-tail` is from the call of an append to the record in another
 * connection's tail. On Kafka (a broker whose JVM has no flags that slow it down) the peers are bare kafkajs with the
 * same texts, made beforehand, and as many callers, and, in lines that end in `-beside-perf-tool`, Kafka's own
 * producer and consumer with their batches as large and one in flight; `log-kafka-read` reads 1,000 records a call;
 * `log-kafka-idle` is the CPU of one process that follows five partitions where nothing happens. Arguments:
 * `--adapter postgres|kafka` (default postgres), `--quick`.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { adapter: { type: 'string', default: 'postgres' }, quick: { type: 'boolean', default: false } },
  });
  const bench = Object.entries(adapters).find(([name]) => name === values.adapter)?.[1];
  if (bench === undefined) throw new RangeError('--adapter is postgres or kafka');
  await bench(values.quick);
}
