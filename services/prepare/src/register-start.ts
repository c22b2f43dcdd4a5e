import { worldRecord } from '@casus/domain/records';
import { registerRecords } from '@casus/domain/registers';
import type { EventLog } from '@casus/log';

/**
 * Gives a new log the types, actors and sources that a deployment starts with, or the rest of them after a start that
 * was broken off: the same records have the same ids. A log that goes beyond them keeps its own registers.
 */
export async function registerStart(log: EventLog): Promise<void> {
  const records = registerRecords();
  const [head = 0] = await log.heads('world');
  if ((await log.state()) !== 'live' || head > records.length) return;
  const appends = records.map(({ key, id, record }) =>
    log.append({ topic: 'world', key, records: [worldRecord(id, record)] }),
  );
  await Promise.all(appends);
}
