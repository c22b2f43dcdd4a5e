import type { EventLog } from './port.ts';

/** The log as it is, but for some of what it does. Disposing of it disposes of the log. */
export function replaced(log: EventLog, changes: Partial<EventLog>): EventLog {
  return {
    logId: log.logId,
    partitions: log.partitions,
    repeatsIds: log.repeatsIds,
    append: (append) => log.append(append),
    read: (...place) => log.read(...place),
    tail: (...place) => log.tail(...place),
    ownRecords: (...place) => log.ownRecords(...place),
    heads: (topic) => log.heads(topic),
    state: () => log.state(),
    importHistory: (history) => log.importHistory(history),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
    ...changes,
  };
}
