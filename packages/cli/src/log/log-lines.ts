import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { EventLog, HistoryRecord } from '@casus/log';
import { StartupError } from '@casus/platform';

/** The file is there once it is whole. */
export async function writeWhole(out: string, lines: AsyncIterable<string>): Promise<void> {
  const part = `${out}.part`;
  try {
    await pipeline(lines, createWriteStream(part));
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throw error instanceof Error && 'syscall' in error
      ? new StartupError(`${out} cannot be written: ${error.message}.`)
      : error;
  }
}

/** Tells of each record as it passes. */
export async function* counted(
  records: Iterable<HistoryRecord> | AsyncIterable<HistoryRecord>,
  step: () => void,
): AsyncGenerator<HistoryRecord> {
  for await (const record of records) {
    step();
    yield record;
  }
}

/** Records of the log, without its headers. */
export async function countRecords(log: EventLog): Promise<number> {
  const heads = [...(await log.heads('world')), ...(await log.heads('questions'))];
  return heads.reduce((sum, head) => sum + head - 1, 0);
}
