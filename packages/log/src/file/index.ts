export { besideIn, checkLogFile, DamagedFile, historyIn, readHeader } from './read-log-file.ts';
export type { LogFile, OpenLines } from './read-log-file.ts';
export { logFileLines, movableHistory } from './write-log-file.ts';
export type { Beside } from './write-log-file.ts';
