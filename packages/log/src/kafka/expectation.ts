import type { KafkaMessage } from 'kafkajs';

/** Which message a fetch begins with; decides whether the log that answers is still the same. */
export interface Expectation {
  readonly offset: number;
  /** The message read there before, when it is read once more. */
  readonly again?: KafkaMessage;
}

/**
 * What a fetch from the expected offset brought that is new.
 * @returns undefined when it begins elsewhere, or with another message than the one read there before
 */
export function newMessages(
  messages: readonly KafkaMessage[],
  { offset, again }: Expectation,
): readonly KafkaMessage[] | undefined {
  const [first] = messages;
  if (first === undefined) return [];
  if (Number(first.offset) !== offset) return undefined;
  if (again === undefined) return messages;
  return isSame(first, again) ? messages.slice(1) : undefined;
}

/** After a break the last message read is read once more. */
export function expectedAfter(next: number, last: KafkaMessage | undefined): Expectation {
  return last === undefined ? { offset: next } : { offset: next - 1, again: last };
}

function isSame(one: KafkaMessage, other: KafkaMessage): boolean {
  if (one.timestamp !== other.timestamp || one.value === null || other.value === null) return false;
  return one.value.equals(other.value);
}
