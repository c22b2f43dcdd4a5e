import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemDocument } from './problem.ts';

const statusByCode: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Answers what could not be read as HTTP, where there is no request and no reply yet, and closes the connection. */
export function answerClientError(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const status = statusByCode[error.code ?? ''] ?? 400;
  const title = STATUS_CODES[status] ?? 'Bad Request';
  const document: ProblemDocument = {
    type: 'urn:casus:problem:bad-request',
    title,
    status,
    code: 'bad-request',
    detail: 'The request is not HTTP that this server reads.',
  };
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
