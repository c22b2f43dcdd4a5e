import type { z } from 'zod';
import type { Principal, Role } from '../accounts/principal.ts';
import type { Download } from './files/download.ts';
import type { TextBodyType } from './files/text-body.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Each status that a route answers with, and the body it then has. */
export type ReplySchemas = Readonly<Record<number, z.ZodType>>;

/** One of a route's answers: the status decides what the body is. */
export type Reply<Replies extends ReplySchemas> = {
  [Status in keyof Replies & number]: {
    readonly status: Status;
    readonly body: z.input<Replies[Status]>;
    readonly headers?: Readonly<Record<string, string>>;
  };
}[keyof Replies & number];

/** What a handler gets: the parts of the request, checked, and who asks. */
export type RouteInput<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly principal: Principal;
  /** UUID of what this request writes: the same for each retry under one `Idempotency-Key`, else a new one. */
  readonly writeId: string;
  /** Request headers, names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** A reply that is not JSON says so in its schema: `z.string().meta({ contentType: 'text/csv' })`. */
export function contentTypeOf(schema: z.ZodType): string | undefined {
  const contentType = schema.meta()?.['contentType'];
  return typeof contentType === 'string' ? contentType : undefined;
}

type RouteFacts = {
  readonly method: Method;
  /** As Fastify writes it: `/v1/questions/:questionId`. */
  readonly path: string;
  /** Camel case, unique: the operation's name in the OpenAPI document and in the client made from it. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  /** The chapter of the documentation. */
  readonly tag: string;
  /** Roles of which one is needed, higher ranks included; `everyone` needs no key. */
  readonly allow: readonly Role[] | 'everyone';
  /** Codes of the problem table that the handler may refuse with: for the document. */
  readonly refusals?: readonly string[];
  /** @default the server's limit, 1 MiB */
  readonly bodyLimitBytes?: number;
  /** What a body may be beside JSON; it reaches `body` as a {@link TextBody}. */
  readonly textBodies?: readonly TextBodyType[];
  /** Content types of the downloads that it may answer with, under 200. */
  readonly downloads?: readonly string[];
};

/** What a route takes and answers; a part without a schema must be empty. */
export type RouteSchemas<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Replies extends ReplySchemas,
> = {
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly replies: Replies;
};

/** A declared route that waits for its handler. */
export type Unhandled<Params, Query, Body, Replies extends ReplySchemas> = {
  readonly handle: (handler: (input: RouteInput<Params, Query, Body>) => Promise<Reply<Replies>>) => Route;
  /** For a route with `downloads`: each of its answers is one, or a reply. */
  readonly handleOrSend: (
    handler: (input: RouteInput<Params, Query, Body>) => Promise<Reply<Replies> | Download>,
  ) => Route;
};

/** A route with its types forgotten, so that routes fit one list. */
export type Route = RouteFacts & {
  readonly params: z.ZodObject | undefined;
  readonly query: z.ZodObject | undefined;
  readonly body: z.ZodType | undefined;
  readonly replies: ReplySchemas;
  readonly handle: (input: RouteInput<unknown, unknown, unknown>) => Promise<UntypedReply | Download>;
};

export type UntypedReply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * Declares a route: schemas, then a short handler. The input that reaches the handler has passed the schemas, and so
 * must what it answers.
 * @example
 * export const readQuestion = (questions: Questions) =>
 *   route({
 *     method: 'GET', path: '/v1/questions/:questionId', name: 'readQuestion', tag: 'Questions',
 *     summary: 'One question', allow: ['reader'], refusals: ['question-unknown'],
 *     params: z.object({ questionId: z.uuid() }),
 *     replies: { 200: questionSchema },
 *   }).handle(async ({ params }) => ({ status: 200, body: await questions.read(params.questionId) }));
 */
export function route<
  Replies extends ReplySchemas,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: RouteFacts & RouteSchemas<Params, Query, Body, Replies>,
): Unhandled<z.output<Params>, z.output<Query>, z.output<Body>, Replies> {
  // The schemas kept beside the handler are those that its input passes: the one cast that forgets types.
  const routeOf = (handler: unknown): Route => ({
    ...spec,
    params: spec.params,
    query: spec.query,
    body: spec.body,
    handle: handler as Route['handle'],
  });
  return { handle: routeOf, handleOrSend: routeOf };
}
