import { join } from 'node:path';
import { findJava, kafkaToolJars, run } from './jars.ts';

/** Kafka's own producer and consumer, as its performance tools drive them, each run a JVM of its own. */
export interface PerfTools {
  /** Records a second, after as many again to warm up. */
  produce(load: ProduceLoad): Promise<number>;
  /** Records a second of reading a topic from its beginning, without the time of joining the group. */
  consume(topic: string, records: number): Promise<number>;
}

export interface ProduceLoad {
  readonly topic: string;
  readonly records: number;
  /** A file with a record a line. */
  readonly payloads: string;
  /** At most so much in one batch; one is in flight at a time. */
  readonly batchBytes: number;
}

/** @throws {Error} no Java of version 17 or newer, no Maven */
export async function openPerfTools(brokers: readonly string[]): Promise<PerfTools> {
  const java = await findJava();
  if (java === undefined) throw new Error("Kafka's tools need Java 17 or newer");
  const classPath = join(await kafkaToolJars(), '*');
  const servers = brokers.join(',');
  const tool = async (name: string, args: readonly string[]): Promise<string> => {
    const { code, output } = await run(java, ['-cp', classPath, `org.apache.kafka.tools.${name}`, ...args]);
    if (code !== 0) throw new Error(`${name} ended with ${code}:\n${output}`);
    return output;
  };
  return {
    async produce({ topic, records, payloads, batchBytes }) {
      const properties = {
        'bootstrap.servers': servers,
        acks: 'all',
        'enable.idempotence': 'false',
        'max.in.flight.requests.per.connection': '1',
        'batch.size': String(batchBytes),
        'linger.ms': '0',
      };
      const output = await tool('ProducerPerformance', [
        `--topic=${topic}`,
        `--num-records=${2 * records}`,
        `--warmup-records=${records}`,
        '--throughput=-1',
        `--payload-file=${payloads}`,
        '--command-property',
        ...Object.entries(properties).map(([name, value]) => `${name}=${value}`),
      ]);
      return numberIn(/([\d.]+) records\/sec(?![\s\S]*records\/sec)/, output);
    },
    async consume(topic, records) {
      const args = [`--bootstrap-server=${servers}`, `--topic=${topic}`, `--num-records=${records}`];
      const output = await tool('ConsumerPerformance', [...args, '--hide-header']);
      return numberIn(/, ([\d.]+)\s*$/, output);
    },
  };
}

function numberIn(pattern: RegExp, output: string): number {
  const [, number] = pattern.exec(output) ?? [];
  if (number === undefined) throw new Error(`no figure in what the tool printed:\n${output}`);
  return Number(number);
}
