import { setTimeout as delay } from 'node:timers/promises';
import type { Message } from 'kafkajs';
import { LogError } from '../port.ts';
import { positionText } from '../position.ts';
import type { Clients } from './clients.ts';
import { isRefusal } from './errors.ts';
import { extentOf } from './offsets.ts';
import type { KafkaPartition } from './offsets.ts';
import { sendBatch } from './topic-writer.ts';

const attempts = 20;
const pauseMs = 500;

/**
 * Stores the messages at this offset and nowhere else: a send of unknown result is repeated only when the
 * partition still ends there. Only for an import, which writes alone.
 * @throws {LogError} `import-mismatch` when they came to stand elsewhere; `unavailable`
 */
export async function sendAt(
  clients: Clients,
  place: KafkaPartition,
  offset: number,
  messages: readonly Message[],
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const stored = await sendBatch(clients.producer, place, messages);
      if (stored.offset === offset) return;
      throw elsewhere(place, offset, stored.offset);
    } catch (error) {
      if (error instanceof LogError) throw error;
      if (isRefusal(error) || attempt === attempts)
        throw new LogError('unavailable', 'Kafka does not store the history', { cause: error });
    }
    await delay(pauseMs);
    const high = await headOf(clients, place);
    if (high === offset + messages.length) return;
    if (high !== offset) throw elsewhere(place, offset, high);
  }
}

async function headOf({ offsets }: Clients, place: KafkaPartition): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await extentOf(offsets, place)).high;
    } catch (error) {
      if (attempt === attempts) throw error;
      await delay(pauseMs);
    }
  }
}

function elsewhere(place: KafkaPartition, wanted: number, found: number): LogError {
  const at = positionText({ ...place, offset: wanted });
  return new LogError('import-mismatch', `what belongs at ${at} came to stand at offset ${found}`);
}
