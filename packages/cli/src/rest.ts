import { configuration, readConfiguration, StartupError } from '@casus/platform';
import { z } from 'zod';

const variables = configuration({
  CASUS_URL: z.url().default('http://127.0.0.1:8420').describe('Address of the REST API'),
  CASUS_KEY: z.string().min(1).optional().describe('API key; never printed'),
});

/** Longer than the API waits for its own reading. */
const timeoutMs = 30_000;

/** A request to the REST API, with the key from the environment. */
export interface Request {
  readonly method: 'GET' | 'POST';
  /** Begins with `/v1`. */
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/**
 * What the API answers, as JSON.
 * @throws {StartupError} where it is not reached, or refuses; with the fields that it names
 */
export async function ask({ method, path, body, idempotencyKey }: Request): Promise<unknown> {
  const { CASUS_URL, CASUS_KEY } = readConfiguration(variables, process.env);
  if (CASUS_KEY === undefined) throw new StartupError('CASUS_KEY is missing: an API key of the Casus asked.');
  const headers = {
    authorization: `Bearer ${CASUS_KEY}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
  const answer = await fetch(new URL(path, CASUS_URL), {
    method,
    headers,
    signal: AbortSignal.timeout(timeoutMs),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new StartupError(`${CASUS_URL} does not answer: is Casus running, and CASUS_URL its address?`, {
      cause: error,
    });
  });
  const json: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw new StartupError(problemText(answer.status, json));
  return json;
}

const problem = z.object({
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

function problemText(status: number, json: unknown): string {
  const parsed = problem.safeParse(json);
  if (!parsed.success) return `The API answers ${status}.`;
  const { title, detail, errors = [] } = parsed.data;
  const fields = errors.map(({ field, message }) => `  ${field}: ${message}`);
  return [`${title} (${status}). ${detail ?? ''}`.trim(), ...fields].join('\n');
}
