import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { decodeRecord } from '../cloud-event.ts';
import type { EncodedRecord } from '../cloud-event.ts';
import type { LogRecord, Position } from '../port.ts';

/** Kafka headers of a record; live records have none. */
const headerNames = { recordedAt: 'casus-recorded-at', importId: 'casus-import-id', logId: 'casus-log-id' };

/** What is stored beside a record's text. */
export interface Marks {
  /** The original stamp of an imported record, epoch milliseconds; Kafka's own stamp does not count then. */
  readonly recordedAt?: number;
  readonly importId?: string;
  /** At offset 0 only: the identity of the log. */
  readonly logId?: string;
}

export function messageOf(key: string, { text }: EncodedRecord, partition: number, marks?: Marks): Message {
  const message = { key, value: text, partition };
  return marks === undefined ? message : { ...message, headers: headersOf(marks) };
}

/** @throws {TypeError} when the message is not a record of this log */
export function recordOf(message: KafkaMessage, { topic, partition }: Omit<Position, 'offset'>): LogRecord {
  if (message.value === null) throw new TypeError('a stored record has no text');
  const position = { topic, partition, offset: Number(message.offset) };
  const { recordedAt = Number(message.timestamp), importId } = marksOf(message);
  const record = { ...decodeRecord(message.value.toString('utf8')), position, recordedAt };
  return importId === undefined ? record : { ...record, importId };
}

export function marksOf({ headers = {} }: KafkaMessage): Marks {
  const [recordedAt, importId, logId] = [headerNames.recordedAt, headerNames.importId, headerNames.logId].map(
    (name) => headers[name]?.toString(),
  );
  return {
    ...(recordedAt === undefined ? {} : { recordedAt: Number(recordedAt) }),
    ...(importId === undefined ? {} : { importId }),
    ...(logId === undefined ? {} : { logId }),
  };
}

/** The end of every text of a record about the log itself, whose type stands last: read without parsing. */
const ownTypeText = Buffer.from('"type":"casus.log.');
const longestEnd = 80;

export function isOwnMessage({ value }: KafkaMessage): boolean {
  return value !== null && value.subarray(-longestEnd).includes(ownTypeText);
}

function headersOf({ recordedAt, importId, logId }: Marks): IHeaders {
  return {
    ...(recordedAt === undefined ? {} : { [headerNames.recordedAt]: String(recordedAt) }),
    ...(importId === undefined ? {} : { [headerNames.importId]: importId }),
    ...(logId === undefined ? {} : { [headerNames.logId]: logId }),
  };
}
