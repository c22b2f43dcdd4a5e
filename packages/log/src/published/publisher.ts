import type { NewRecord } from '../port.ts';

/** What is told to the outside; its record id is the same whenever it is told. */
export interface Fact {
  /** Facts of a key stay in their order. */
  readonly key: string;
  readonly record: NewRecord;
}

/**
 * Where facts go for integrators, beside the log: the topic `published` on Kafka, the table `log.published` in
 * Postgres. Everything in it has been revealed.
 */
export interface Publisher extends AsyncDisposable {
  /**
   * Resolves once all facts are durable, those of a key in the order given. Told again, a fact may stand there once
   * more (Kafka), or not (Postgres): whoever reads knows it by its id.
   * @throws {LogError} `record-too-large`; `unavailable` (retryable, result unknown: publish the same facts again)
   */
  publish(facts: readonly Fact[]): Promise<void>;
}
