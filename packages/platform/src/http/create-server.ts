import { randomUUID } from 'node:crypto';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger.ts';
import { answerClientError } from './client-error.ts';
import { errorToProblem } from './error-to-problem.ts';
import { Problem } from './problem.ts';
import type { ProblemTable } from './problem.ts';

export type ServerOptions = {
  readonly log: Logger;
  /** The codes of the domain's refusals. */
  readonly problems: ProblemTable;
  /** @default 1 MiB */
  readonly bodyLimitBytes?: number;
};

export type Server = FastifyInstance;

/** A server without routes that answers every error with a problem document; listening is up to the caller. */
export function createServer({ log, problems, bodyLimitBytes = 1024 * 1024 }: ServerOptions): Server {
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { document, headers } = errorToProblem(error, problems, request.id);
    if (document.status >= 500) request.log.error({ err: error, url: request.url }, document.title);
    return reply.code(document.status).headers(headers).type('application/problem+json').send(document);
  };
  const server = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    bodyLimit: bodyLimitBytes,
    connectionTimeout: 60_000, // longer than the pause between two heartbeats of an event stream
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000, // longer than the usual load balancer's 60 s, which else meets closed connections
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }), // the hook below logs less and safer
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answer(error, request, reply),
    exposeHeadRoutes: true,
    clientErrorHandler: answerClientError,
  });
  server.setErrorHandler(answer);
  server.setNotFoundHandler((request, reply) => {
    answer(new Problem('not-found', `There is no ${request.method} ${pathOf(request.url)}.`), request, reply);
  });
  server.addHook('onResponse', async (request, reply) => {
    const facts = {
      method: request.method,
      url: pathOf(request.url),
      status: reply.statusCode,
      ms: reply.elapsedTime,
    };
    request.log.debug(facts, 'answered');
  });
  return server;
}

/** Without the query: it may hold what should not be in a log. */
function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}
