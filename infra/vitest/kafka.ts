import { findJava, openKafka } from '@casus/testing/kafka';
import type { TestProject } from 'vitest/node';

/** Gives the tests one Kafka a run. Without one they are skipped; on CI the run fails. */
export default async function provideKafka(project: TestProject): Promise<() => Promise<void>> {
  const kafka = await openKafka();
  const java = await findJava();
  if (kafka === undefined || java === undefined)
    complain(kafka === undefined ? 'all' : 'those that hurt a broker');
  project.provide('kafkaBrokers', kafka?.brokers ?? '');
  project.provide('privateKafka', java !== undefined);
  return async () => {
    await kafka?.[Symbol.asyncDispose]();
  };
}

function complain(which: string): void {
  const message =
    `Kafka tests skipped (${which}): set KAFKA_BROKERS, start Docker, or install Java 17 and Maven; ` +
    'tests that hurt a broker need Java 17 and Maven';
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n*** ${message}\n\n`);
}
