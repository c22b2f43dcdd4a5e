import { DomainError } from '@casus/domain';
import { kitProblems, Problem, problemDocument } from './problem.ts';
import type { KitCode, ProblemDocument, ProblemTable } from './problem.ts';

/** A problem document and the headers that go with it. */
export type ProblemAnswer = {
  readonly document: ProblemDocument;
  readonly headers: Readonly<Record<string, string>>;
};

/** Errors of Fastify's own that the caller can act on. */
const fastifyCodes: Readonly<Record<string, KitCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_HANDLER_TIMEOUT: 'unavailable',
  FST_ERR_REOPENED_SERVER: 'unavailable',
};

const retryLater = { 'retry-after': '1' };

/**
 * The one translation of errors: refusals keep their message, errors marked `retryable` ask for another try, all
 * others are faults that tell the caller nothing but the request's id.
 */
export function errorToProblem(error: unknown, table: ProblemTable, requestId: string): ProblemAnswer {
  const known: ProblemTable = { ...kitProblems, ...table };
  if (error instanceof Problem) return problemAnswer(error);
  if (error instanceof DomainError && known[error.code])
    return { document: problemDocument(known, error.code, error.message), headers: {} };
  const code = codeOf(error);
  if (code === 'unavailable') return unavailable(requestId);
  if (code === undefined || !(error instanceof Error)) return fault(requestId);
  return { document: problemDocument(kitProblems, code, error.message), headers: {} };
}

function problemAnswer({ code, message, extras }: Problem): ProblemAnswer {
  const document = problemDocument(kitProblems, code, message);
  return {
    document: extras.errors ? { ...document, errors: [...extras.errors] } : document,
    headers: extras.headers ?? {},
  };
}

function codeOf(error: unknown): KitCode | undefined {
  if (field(error, 'retryable') === true) return 'unavailable';
  const named = fastifyCodes[String(field(error, 'code'))];
  if (named !== undefined) return named;
  const status = field(error, 'statusCode');
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad-request' : undefined;
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

function unavailable(requestId: string): ProblemAnswer {
  const detail =
    'The result is unknown or the server is busy. Send the request again with the same Idempotency-Key.';
  return {
    document: { ...problemDocument(kitProblems, 'unavailable', detail), requestId },
    headers: retryLater,
  };
}

function fault(requestId: string): ProblemAnswer {
  const detail = 'This is an error of the server, not of the request.';
  return { document: { ...problemDocument(kitProblems, 'fault', detail), requestId }, headers: {} };
}
