import kafkajs from 'kafkajs';
import { LogError } from '../port.ts';

/** What kafkajs throws, as an error of no kind of its own, while it has no connection to a broker it knows. */
const notConnected = 'Broker not connected';

/** True for what kafkajs says of itself or the brokers; false for a fault of ours. */
export function isClientError(error: unknown): error is Error {
  return error instanceof kafkajs.KafkaJSError || (error instanceof Error && error.message === notConnected);
}

/** What the adapter throws for a failure of Kafka: `unavailable` for what the client says, else the error itself. */
export function asLogError(error: unknown): unknown {
  if (!isClientError(error)) return error;
  return new LogError('unavailable', `Kafka does not answer: ${error.message}`, { cause: error });
}

/** Runs the work with {@link asLogError} on what it throws. */
export async function withLogErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asLogError(error);
  }
}

/** True when the broker has refused the request and would refuse it again. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof kafkajs.KafkaJSProtocolError) return !error.retriable;
  return error instanceof Error && error.cause !== undefined && isRefusal(error.cause);
}

/** The broker's word for what went wrong, such as `UNKNOWN_TOPIC_OR_PARTITION`. */
export function protocolErrorType(error: unknown): string | undefined {
  if (error instanceof kafkajs.KafkaJSProtocolError) return error.type;
  return error instanceof Error && error.cause !== undefined ? protocolErrorType(error.cause) : undefined;
}
