export { fileOf, formatOf, formatQuery, listDownloads } from './download.ts';
export type { Download, ListFormat } from './download.ts';
export { textBody } from './text-body.ts';
export type { TextBody } from './text-body.ts';
