import type { ReportInput } from '@casus/domain/intake';
import { z } from 'zod';

const requestTimeoutMs = 30_000;

/** Where an API answers, and the key that it takes. */
export interface Address {
  readonly url: string;
  readonly key: string;
}

const batchAnswer = z.object({
  rows: z.array(
    z.discriminatedUnion('status', [
      z.object({ status: z.enum(['recorded', 'repeated']), reportId: z.string(), position: z.string() }),
      z.object({ status: z.literal('refused'), errors: z.unknown() }),
    ]),
  ),
});

export type BatchAnswer = z.infer<typeof batchAnswer>;

/** Files reports; undefined when the result is unknown, or the service says to come again. */
export async function postBatch(
  address: Address,
  reports: readonly ReportInput[],
  signal: AbortSignal,
): Promise<BatchAnswer | undefined> {
  const answer = await post(address, { path: '/v1/reports/batch', body: { reports }, signal });
  return answer === undefined ? undefined : batchAnswer.parse(answer.body);
}

export interface Post {
  readonly path: string;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What was answered below 400. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * Undefined when the result is unknown, or the service says to come again.
 * @throws {Unexpected} an answer that sending again does not mend
 * @throws the signal's reason
 */
export async function post({ url, key }: Address, request: Post): Promise<Answer | undefined> {
  const { path, body, headers, signal } = request;
  signal.throwIfAborted();
  try {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]),
    });
    if (answer.ok) return { status: answer.status, headers: answer.headers, body: await answer.json() };
    if (answer.status >= 500 || answer.status === 429) return undefined;
    throw new Unexpected(`${path} was answered with ${answer.status} ${await answer.text()}`);
  } catch (error) {
    if (signal.aborted || error instanceof Unexpected) throw error;
    return undefined;
  }
}

export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}
