export { encodeRecord } from './cloud-event.ts';
export type { Checkpoint } from './deliver/checkpoint.ts';
export { deliver } from './deliver/deliver.ts';
export type { DeliveredRecord, Delivery } from './deliver/deliver.ts';
export { exportHistory, historyHash, historyOf } from './history.ts';
export { memoryLog } from './memory/memory-log.ts';
export { ownTypes } from './own-records.ts';
export { keyOfPartition, partitionOf } from './partition-of.ts';
export { LogError } from './port.ts';
export type {
  Appended,
  EventLog,
  History,
  HistoryRecord,
  Json,
  LogRecord,
  NewRecord,
  Position,
  Topic,
} from './port.ts';
export { parsePosition, positionText } from './position.ts';
export { postgresLog } from './postgres/postgres-log.ts';
