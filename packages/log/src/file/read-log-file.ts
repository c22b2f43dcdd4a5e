import { createHash } from 'node:crypto';
import { decodeRecord, encodeRecord } from '../cloud-event.ts';
import { historyLine } from '../history.ts';
import { importIdOf } from '../own-records.ts';
import { partitionOf } from '../partition-of.ts';
import type { EventLog, History, HistoryRecord, Json, Topic } from '../port.ts';
import { fileVersion } from './write-log-file.ts';
import type { Beside } from './write-log-file.ts';

/** A log file that cannot be taken in: the line, from 1, and what is wrong with it. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
  readonly line: number;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
  }
}

/** The lines of a file, from its beginning each time it is called. */
export type OpenLines = () => AsyncIterable<string>;

/** A log file that is whole. */
export interface LogFile {
  readonly partitions: EventLog['partitions'];
  readonly records: number;
  readonly hash: string;
  /** Lines that are no records. */
  readonly besides: number;
}

/** What the header says, without looking further; @throws {DamagedFile} */
export async function readHeader(open: OpenLines): Promise<EventLog['partitions']> {
  for await (const text of open()) return partitionsIn(objectOf(text, 1));
  throw new DamagedFile(1, 'the file is empty');
}

/**
 * Reads all of the file: every record is as it was stored, at the offset that is due, in the partition of its key,
 * each id once in a topic, and the end says the same number and hash.
 * @throws {DamagedFile}
 */
export async function checkLogFile(open: OpenLines, onRecord?: () => void): Promise<LogFile> {
  let check: Check | undefined;
  for await (const text of open()) {
    if (check === undefined) check = new Check(partitionsIn(objectOf(text, 1)));
    else if (check.take(text) === 'record') onRecord?.();
  }
  if (check === undefined) throw new DamagedFile(1, 'the file is empty');
  return check.end();
}

/** The history in a file that was checked. */
export function historyIn(open: OpenLines, { partitions, hash }: LogFile): History {
  return { importId: importIdOf(hash), hash, partitions, records: recordsIn(open) };
}

/** What goes along with the log. */
export async function* besideIn(open: OpenLines): AsyncGenerator<Beside> {
  for await (const text of open()) if (text.startsWith('{"beside":')) yield JSON.parse(text) as Beside;
}

async function* recordsIn(open: OpenLines): AsyncGenerator<HistoryRecord> {
  for await (const text of open()) if (text.startsWith('{"topic":')) yield recordOf(JSON.parse(text) as Line);
}

type Line = { readonly [name: string]: Json | undefined };

function recordOf({ topic, partition, offset, stamp, bytes }: Line): HistoryRecord {
  const { key, ...record } = decodeRecord(typeof bytes === 'string' ? bytes : '');
  const position = { topic: topic as Topic, partition: Number(partition), offset: Number(offset) };
  return { position, key, recordedAt: Number(stamp), record };
}

/** What has been seen of a file so far. */
class Check {
  readonly #partitions: EventLog['partitions'];
  readonly #next: Readonly<Record<Topic, number[]>>;
  readonly #ids: Readonly<Record<Topic, Set<string>>> = { world: new Set(), questions: new Set() };
  readonly #hash = createHash('sha256');
  readonly #beside = createHash('sha256');
  #line = 1;
  #records = 0;
  #besides = 0;
  #end: Line | undefined;

  constructor(partitions: EventLog['partitions']) {
    this.#partitions = partitions;
    const first = (topic: Topic): number[] => Array.from({ length: partitions[topic] }, () => 1);
    this.#next = { world: first('world'), questions: first('questions') };
  }

  take(text: string): 'record' | 'other' {
    this.#line += 1;
    if (this.#end !== undefined) throw this.#damaged('something stands behind the end');
    const line = objectOf(text, this.#line);
    if (line['end'] === true) this.#end = line;
    else if (typeof line['beside'] === 'string') {
      this.#beside.update(`${text}\n`);
      this.#besides += 1;
    } else {
      this.#takeRecord(line);
      return 'record';
    }
    return 'other';
  }

  end(): LogFile {
    if (this.#end === undefined) throw this.#damaged('the file is cut off: its end is missing');
    const { records, hash, beside } = this.#end;
    if (records !== this.#records)
      throw this.#damaged(
        `the end counts ${JSON.stringify(records)} records, the file holds ${this.#records}`,
      );
    if (hash !== this.#hash.digest('hex')) throw this.#damaged('the records do not have the hash of the end');
    if (beside !== this.#beside.digest('hex'))
      throw this.#damaged('what goes along does not have the hash of the end');
    return { partitions: this.#partitions, records: this.#records, hash, besides: this.#besides };
  }

  #takeRecord(line: Line): void {
    const { position, key, recordedAt, text, id } = this.#read(line);
    const { topic, partition, offset } = position;
    const due = this.#next[topic][partition];
    if (due === undefined || partitionOf(key, this.#partitions[topic]) !== partition)
      throw this.#damaged(`key "${key}" does not belong into partition ${partition} of ${topic}`);
    if (offset !== due)
      throw this.#damaged(`offset ${offset} of ${topic}/${partition} comes where ${due} is due`);
    if (this.#ids[topic].has(id)) throw this.#damaged(`record ${id} comes twice in ${topic}`);
    this.#ids[topic].add(id);
    this.#next[topic][partition] = offset + 1;
    this.#hash.update(historyLine({ position, recordedAt, text }));
    this.#records += 1;
  }

  /** The record of a line whose fields are what they should be. */
  #read(line: Line) {
    const { topic, offset, partition, stamp, id, bytes } = line;
    if (topic !== 'world' && topic !== 'questions')
      throw this.#damaged('topic is neither world nor questions');
    for (const [name, value] of Object.entries({ partition, offset, stamp }))
      if (!Number.isSafeInteger(value) || Number(value) < 0)
        throw this.#damaged(`${name} is no whole number of 0 or more`);
    if (typeof bytes !== 'string') throw this.#damaged('bytes are missing');
    const { key, recordedAt, record, position } = this.#decoded(line);
    if (record.id !== id)
      throw this.#damaged(`id is ${JSON.stringify(id)}, the bytes are those of ${record.id}`);
    return { position, key, recordedAt, id: record.id, text: bytes };
  }

  #decoded(line: Line): HistoryRecord {
    try {
      const decoded = recordOf(line);
      if (encodeRecord(decoded.key, decoded.record).text === line['bytes']) return decoded;
    } catch (error) {
      throw new DamagedFile(this.#line, `bytes are no record: ${(error as Error).message}`);
    }
    throw this.#damaged('bytes are not as a log stores them');
  }

  #damaged(reason: string): DamagedFile {
    return new DamagedFile(this.#line, reason);
  }
}

function objectOf(text: string, line: number): Line {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Line;
  } catch {
    throw new DamagedFile(line, 'it is no JSON');
  }
  throw new DamagedFile(line, 'it is no JSON object');
}

function partitionsIn({ casus, version, partitions }: Line): EventLog['partitions'] {
  if (casus !== 'log') throw new DamagedFile(1, 'it is no header of an exported log');
  if (version !== fileVersion)
    throw new DamagedFile(
      1,
      `the format has version ${JSON.stringify(version)}, this program reads ${fileVersion}`,
    );
  const { world, questions } = Object(partitions) as Line;
  if (world !== 1 || !Number.isSafeInteger(questions) || Number(questions) < 1)
    throw new DamagedFile(1, 'partitions do not say how many there are');
  return { world, questions: Number(questions) };
}
