import { LogError } from '../port.ts';
import type { EventLog, Topic } from '../port.ts';
import { positionText } from '../position.ts';

/** How far a reader has come in one partition. */
export interface Checkpoint {
  readonly logId: string;
  /** The next offset to read; 0 when nothing was read yet. */
  readonly offset: number;
  /** Id of the record before it. */
  readonly lastId: string;
  /** Log time of the record before it, epoch milliseconds. */
  readonly logTime: number;
}

/** The checkpoint of a reader that has read nothing. */
export function emptyCheckpoint(logId: string): Checkpoint {
  return { logId, offset: 0, lastId: '', logTime: 0 };
}

/**
 * Reads the checkpoint's last record back.
 * @throws {LogError} `lost-tail` when it is another one, is gone, or the log is another one
 */
export async function assertStands(
  log: EventLog,
  topic: Topic,
  partition: number,
  { logId, offset, lastId }: Checkpoint,
): Promise<void> {
  if (logId !== log.logId)
    throw new LogError('lost-tail', `the checkpoint is of log ${logId}, this is log ${log.logId}`);
  if (offset === 0) return;
  const [last] = await log.read(topic, partition, offset - 1, 1);
  if (last?.id === lastId && last.position.offset === offset - 1) return;
  const place = positionText({ topic, partition, offset: offset - 1 });
  const found = last === undefined ? 'nothing' : last.id;
  throw new LogError('lost-tail', `at ${place} stands ${found}, the checkpoint has read ${lastId} there`);
}
