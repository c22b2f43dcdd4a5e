import { randomUUID } from 'node:crypto';
import { questionRecord, worldRecord } from '@casus/domain/records';
import type { QuestionRecordInput, WorldRecordInput } from '@casus/domain/records';
import { apiRoutes } from '@casus/forecast';
import { memoryLog } from '@casus/log';
import type { EventLog, NewRecord, Position, Topic } from '@casus/log';
import { makeLogger } from '@casus/platform';
import { migrateAccounts, textsIn } from '@casus/platform/accounts';
import type { Principal, Role } from '@casus/platform/accounts';
import { createServer, registerRoutes } from '@casus/platform/http';
import type { Server } from '@casus/platform/http';
import { positionWatch } from '@casus/projection';
import type { PositionWatch } from '@casus/projection';
import { start as startProjector } from '@casus/projector';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { expect } from 'vitest';

/** Who sends a request: a role, or one of two forecasters. */
export type Sender = 'reader' | 'forecaster' | 'other' | 'curator' | 'nobody';

const roleOf: Readonly<Record<Exclude<Sender, 'nobody'>, Role>> = {
  reader: 'reader',
  forecaster: 'forecaster',
  other: 'forecaster',
  curator: 'curator',
};

/** Principals by key; the key of a sender is its name. */
const principals = new Map(
  Object.entries(roleOf).map(([name, role], index): [string, Principal] => [
    name,
    { id: `${String(index + 1).repeat(8)}-0000-4000-8000-000000000000`, role, sourceId: undefined },
  ]),
);

export function principalId(sender: Exclude<Sender, 'nobody'>): string {
  return principals.get(sender)?.id ?? '';
}

export interface Answer {
  readonly status: number;
  /** What is in it is what the tests assert. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A field of each item of a list in a body. */
export function column(items: unknown, field: string): readonly unknown[] {
  if (!Array.isArray(items)) throw new TypeError('the body has no such list');
  return items.map((item: unknown) => Reflect.get(Object(item) as object, field) as unknown);
}

/** Matches a number to so many digits. */
export function near(value: number, digits = 12): unknown {
  return expect.closeTo(value, digits) as unknown;
}

/** An answer that is a file. */
export interface FileAnswer {
  readonly status: number;
  readonly content: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly as?: Sender;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API on a real database and a log in memory, with a clock that the test sets. */
export interface ApiUnderTest extends AsyncDisposable {
  readonly log: EventLog;
  readonly pool: pg.Pool;
  /** Sets the log's clock and the API's; ISO 8601. */
  setTime(iso: string): void;
  get(path: string, sent?: Sent): Promise<Answer>;
  download(path: string, sent?: Sent): Promise<FileAnswer>;
  post(path: string, body: object | string | undefined, sent?: Sent): Promise<Answer>;
  world(key: string, input: WorldRecordInput): Promise<Position>;
  question(key: string, input: QuestionRecordInput): Promise<Position>;
  /** Ends the projector, as a stop of its process does. */
  stopProjector(): Promise<void>;
}

export interface Given {
  /** @default an empty log with two partitions of questions */
  readonly log?: EventLog;
  /** @default 2025-01-01T00:00:00Z */
  readonly at?: string;
  /** False: readers see nothing of the log. @default true */
  readonly projected?: boolean;
}

export async function apiUnderTest(given: Given = {}): Promise<ApiUnderTest> {
  const time = { now: Date.parse(given.at ?? '2025-01-01T00:00:00Z') };
  await using held = new AsyncDisposableStack();
  const { log, pool, watch, server, projector } = await startApi(held, given, () => time.now);
  const owned = held.move();
  const append = async (topic: Topic, key: string, record: NewRecord): Promise<Position> => {
    const [appended] = await log.append({ topic, key, records: [record] });
    if (!appended || !(await watch.waitFor(appended.position))) throw new Error('not folded in time');
    return appended.position;
  };
  return {
    log,
    pool,
    setTime: (iso) => {
      time.now = Date.parse(iso);
    },
    get: (path, sent = {}) => send(server, 'GET', path, sent),
    download: (path, sent = {}) => fetchFile(server, 'GET', path, sent),
    post: (path, body, sent = {}) => send(server, 'POST', path, { ...sent, ...(body && { body }) }),
    world: (key, input) => append('world', key, worldRecord(randomUUID(), input)),
    question: (key, input) => append('questions', key, questionRecord(randomUUID(), input)),
    stopProjector: async () => projector[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function startApi(
  held: AsyncDisposableStack,
  given: Given,
  clock: () => number,
): Promise<
  Pick<ApiUnderTest, 'log' | 'pool'> & { watch: PositionWatch; server: Server; projector: AsyncDisposable }
> {
  const database = held.use(await freshDatabase());
  const pool = new pg.Pool({ connectionString: database.url, max: 12 });
  pool.on('error', () => undefined);
  held.defer(() => pool.end());
  await migrateAccounts(pool);
  const log = given.log ?? memoryLog({ partitions: { world: 1, questions: 2 }, clock });
  const logger = makeLogger({ name: 'test', level: 'error' });
  const watch = positionWatch(pool);
  const projector = await startProjector({ log, pool, logger, clock: Date.now, owner: 'test', watch });
  await Promise.race([projector.caughtUp, projector.failed]);
  if (given.projected === false) await projector[Symbol.asyncDispose]();
  else held.use(projector);
  const { routes, problems } = apiRoutes({ log, pool, texts: textsIn(pool, clock), watch, clock, logger });
  const server = createServer({ log: logger, problems });
  held.defer(() => server.close());
  registerRoutes(server, routes, async (key) => principals.get(key));
  return { log, pool, watch, server, projector };
}

async function send(server: Server, method: 'GET' | 'POST', url: string, sent: Sent): Promise<Answer> {
  const { content, ...answer } = await fetchFile(server, method, url, sent);
  return { ...answer, body: JSON.parse(content.toString()) as Answer['body'] };
}

async function fetchFile(
  server: Server,
  method: 'GET' | 'POST',
  url: string,
  { as = 'curator', body, headers }: Sent,
): Promise<FileAnswer> {
  const answer = await server.inject({
    method,
    url,
    headers: { ...(as !== 'nobody' && { authorization: `Bearer ${as}` }), ...headers },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, content: answer.rawPayload, headers: answer.headers };
}
