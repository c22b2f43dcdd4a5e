import { z } from 'zod';

/** Which part of a request a field is in. */
export type RequestPart = 'body' | 'query' | 'path' | 'header';

export const fieldErrorSchema = z.object({
  in: z.enum(['body', 'query', 'path', 'header']),
  field: z
    .string()
    .describe('Dotted path of the field, such as `claim.window.from`; empty for the whole part'),
  expected: z.string().describe('What would have been accepted'),
  message: z.string(),
});

/** What is wrong with one field, and what would have been accepted. */
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** The body of every answer above 399, as `application/problem+json` (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().describe('A URN that stands for the kind of problem'),
    title: z.string().describe('The kind of problem in words; the same for every occurrence'),
    status: z.int().min(400).max(599),
    code: z.string().describe('Stable and kebab-case: for programs to branch on'),
    detail: z.string().describe('What happened this time'),
    errors: z.array(fieldErrorSchema).optional().describe('Every field that was refused'),
    requestId: z.string().optional().describe('For a fault of the server: names it in the log'),
  })
  .meta({ id: 'Problem' });

export type ProblemDocument = z.infer<typeof problemSchema>;

/** How a refusal's code appears over HTTP. */
export type ProblemKind = { readonly status: number; readonly title: string };

/** The one place where a code gets its status and title. */
export type ProblemTable = Readonly<Record<string, ProblemKind>>;

/** The kit's own codes; a service adds those of its domain. */
export const kitProblems = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'bad-request': { status: 400, title: 'The request cannot be read' },
  unauthenticated: { status: 401, title: 'A valid API key is needed' },
  forbidden: { status: 403, title: 'The API key may not do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  fault: { status: 500, title: 'The server failed' },
  unavailable: { status: 503, title: 'The server cannot answer now' },
} as const satisfies ProblemTable;

export type KitCode = keyof typeof kitProblems;

export type ProblemExtras = {
  readonly errors?: readonly FieldError[];
  /** Response headers that belong to the problem, such as `www-authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
};

/** A refusal at the edge, under one of the kit's own codes. Domain code refuses with `DomainError` instead. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: KitCode;
  readonly extras: ProblemExtras;

  constructor(code: KitCode, detail: string, extras: ProblemExtras = {}) {
    super(detail, { cause: extras.cause });
    this.code = code;
    this.extras = extras;
  }
}

/** The document for a code of `table`; a code that the table does not know is a fault of ours. */
export function problemDocument(table: ProblemTable, code: string, detail: string): ProblemDocument {
  const kind = table[code] ?? kitProblems.fault;
  const known = table[code] === undefined ? 'fault' : code;
  return { type: `urn:casus:problem:${known}`, title: kind.title, status: kind.status, code: known, detail };
}
