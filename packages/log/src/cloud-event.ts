import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { LogError } from './port.ts';
import type { Json, NewRecord } from './port.ts';

/** At most this many bytes a record, as stored (UTF-8). */
export const recordBytesLimit = 256 * 1024;

/** A record in the form in which every adapter stores it. */
export interface EncodedRecord {
  readonly id: string;
  readonly type: string;
  /** CloudEvents 1.0 structured JSON, canonical and on one line. */
  readonly text: string;
  /** UTF-8 size of the text. */
  readonly bytes: number;
  /** SHA-256 of the text without its trace: what a repeated id is compared by. */
  readonly digest: Buffer;
}

/** A record without its place and stamp. */
export type DecodedRecord = NewRecord & { readonly key: string };

const source = 'urn:casus';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * @throws {LogError} `record-too-large`
 * @throws {TypeError} an id that is not a UUID in lower case, an empty type or key, data that JSON cannot carry
 */
export function encodeRecord(key: string, record: NewRecord): EncodedRecord {
  const { id, type, traceparent } = record;
  if (!uuid.test(id)) throw new TypeError(`the record id "${id}" is not a UUID in lower case`);
  if (type === '' || key === '') throw new TypeError(`record ${id} has no ${type === '' ? 'type' : 'key'}`);
  const before =
    `{"data":${canonicalJson(record.data)},"datacontenttype":"application/json","id":"${id}",` +
    `"source":"${source}","specversion":"1.0","subject":${canonicalJson(key)},`;
  const after = `"type":${canonicalJson(type)}}`;
  const content = before + after;
  const digest = hash('sha256', content, 'buffer');
  const text =
    traceparent === undefined ? content : `${before}"traceparent":${canonicalJson(traceparent)},${after}`;
  const bytes = Buffer.byteLength(text);
  if (bytes > recordBytesLimit)
    throw new LogError('record-too-large', `record ${id} has ${bytes} bytes; at most ${recordBytesLimit}`);
  return { id, type, text, bytes, digest };
}

/** @throws {TypeError} when the text is not a record that {@link encodeRecord} wrote */
export function decodeRecord(text: string): DecodedRecord {
  const event = parsedObject(text);
  const { id, type, subject, traceparent, data } = event;
  if (typeof id !== 'string' || typeof type !== 'string' || typeof subject !== 'string' || data === undefined)
    throw new TypeError('a stored record is no CloudEvent of this log');
  const record = { id, type, key: subject, data };
  return typeof traceparent === 'string' ? { ...record, traceparent } : record;
}

function parsedObject(text: string): { readonly [key: string]: Json } {
  const value = JSON.parse(text) as Json;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('a stored record is no JSON object');
  return value as { readonly [key: string]: Json };
}
