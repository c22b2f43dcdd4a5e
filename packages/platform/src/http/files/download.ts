import { negotiate } from '@fastify/accept-negotiator';
import { Readable } from 'node:stream';
import { z } from 'zod';

/** An answer of any length that is made while it is sent. An error on the way breaks the connection off. */
export interface Download {
  readonly status: 200;
  /** One that the route declares. */
  readonly contentType: string;
  /** Offered to whoever saves it. */
  readonly fileName: string;
  readonly chunks: AsyncIterable<string | Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The formats of a list by the name that `format` gives them. */
const listTypes = {
  json: 'application/json',
  csv: 'text/csv',
  jsonl: 'application/x-ndjson',
} as const;

export type ListFormat = keyof typeof listTypes;

/** Content types of a list that is to be had as a file too. */
export const listDownloads = [listTypes.csv, listTypes.jsonl] as const;

/** The query field of such a list. */
export const formatQuery = {
  format: z
    .enum(['json', 'csv', 'jsonl'])
    .optional()
    .describe(
      'What the answer is, where `Accept` does not say. `csv` and `jsonl` are the ' +
        'whole list, whatever the page.',
    ),
};

/** What is asked for: by the query, else by the header `Accept`, else JSON. */
export function formatOf(format: ListFormat | undefined, accept: string | string[] | undefined): ListFormat {
  if (format !== undefined) return format;
  const [json, ...files] = [listTypes.json, ...listDownloads];
  const chosen = typeof accept === 'string' ? negotiate(accept, [json, ...files]) : null;
  if (chosen === listTypes.csv) return 'csv';
  return chosen === listTypes.jsonl ? 'jsonl' : 'json';
}

/** The content type and the name of a list's file. */
export function fileOf(name: string, format: 'csv' | 'jsonl'): Pick<Download, 'contentType' | 'fileName'> {
  return { contentType: listTypes[format], fileName: `${name}.${format}` };
}

/** The headers and the stream that a download is sent as. */
export function sendable(download: Download): { headers: Record<string, string>; body: Readable } {
  const { contentType, fileName, headers } = download;
  const charset = contentType.startsWith('text/') ? '; charset=utf-8' : '';
  return {
    headers: {
      ...headers,
      'content-type': `${contentType}${charset}`,
      'content-disposition': `attachment; filename="${fileName.replaceAll(/[^\w.-]/gu, '_')}"`,
      vary: 'accept',
    },
    body: Readable.from(download.chunks, { objectMode: false }),
  };
}
