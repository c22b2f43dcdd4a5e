import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { LogError } from '@casus/log';
import type { EventLog, History } from '@casus/log';
import { checkLogFile, DamagedFile, readHeader } from '@casus/log/file';
import type { LogFile, OpenLines } from '@casus/log/file';
import { StartupError } from '@casus/platform';
import { counted } from './log-lines.ts';

/** @throws {StartupError} for a damaged file, or one with another partition count */
export async function checkFile(file: string, open: OpenLines, questions: number): Promise<LogFile> {
  try {
    const partitions = await readHeader(open);
    if (partitions.questions !== questions)
      throw new StartupError(
        `${file} has ${partitions.questions} partitions of questions, CASUS_PARTITIONS asks for ${questions}: a partition count never changes.`,
      );
    return await checkLogFile(open);
  } catch (error) {
    if (error instanceof DamagedFile) throw new StartupError(`${file} is damaged: ${error.message}.`);
    throw error;
  }
}

/** @throws {StartupError} the log is not empty, or the import broke off */
export async function takeIn(log: EventLog, history: History): Promise<void> {
  try {
    await log.importHistory(history);
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    const sentence = error.retryable
      ? `The import broke off: ${error.message}. Run it again to go on.`
      : `This log takes no import: ${error.message}.`;
    throw new StartupError(sentence, { cause: error });
  }
}

/** Tells of each record as it passes. */
export function countedHistory(history: History, step: () => void): History {
  return { ...history, records: counted(history.records, step) };
}

export function linesOf(file: string): OpenLines {
  return () => createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
}
