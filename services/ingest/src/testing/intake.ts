import { registerRecords } from '@casus/domain/registers';
import { worldRecord } from '@casus/domain/records';
import { postgresLog } from '@casus/log';
import type { EventLog } from '@casus/log';
import { makeLogger } from '@casus/platform';
import { keysIn, migrateAccounts, textsIn } from '@casus/platform/accounts';
import type { Role, Texts } from '@casus/platform/accounts';
import { createServer, registerRoutes } from '@casus/platform/http';
import { positionWatch, startProjector } from '@casus/projection';
import type { Projector } from '@casus/projection';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { z } from 'zod';
import type { IngestContext } from '../context.ts';
import { start } from '../start.ts';
import { worldProjection } from './world-projection.ts';

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Intake on a database, log and projector of its own, asked as over HTTP. */
export interface TestIntake extends AsyncDisposable {
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly texts: Texts;
  /** @param who `curator` (default), `reader`, or a source whose key it is */
  readonly post: (url: string, payload: object, sent?: Sent) => Promise<Answer>;
  readonly get: (url: string, sent?: Sent) => Promise<Answer>;
  /** Stops and starts the folding of what is recorded. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
}

export interface Sent {
  readonly who?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const logger = makeLogger({ name: 'test', level: 'silent' });

/** What the tests take for now. */
export const now = Date.parse('2100-01-01T00:00:00Z');

export async function testIntake(): Promise<TestIntake> {
  await using made = new AsyncDisposableStack();
  const database = made.use(await freshDatabase());
  const pool = made.adopt(new pg.Pool({ connectionString: database.url, max: 12 }), (each) => each.end());
  pool.on('error', () => undefined);
  await migrateAccounts(pool);
  const log = made.use(await postgresLog({ pool, partitions: { world: 1, questions: 1 } }));
  await register(log);
  const texts = textsIn(pool, Date.now);
  const ask = asking(made, { log, pool, texts, watch: positionWatch(pool), clock: () => now, logger });
  const projection = folding(pool, log);
  made.defer(projection.pause);
  await projection.resume();
  const owned = made.move();
  return {
    pool,
    log,
    texts,
    post: (url, payload, sent) => ask('POST', url, { ...sent, payload }),
    get: (url, sent) => ask('GET', url, { ...sent }),
    ...projection,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

type Ask = (method: 'GET' | 'POST', url: string, sent: Sent & { payload?: object }) => Promise<Answer>;

function asking(made: AsyncDisposableStack, context: IngestContext): Ask {
  const intake = made.use(start(context));
  const server = createServer({ log: logger, problems: intake.problems });
  made.defer(() => server.close());
  const keys = keysIn(context.pool, Date.now);
  registerRoutes(server, intake.routes, keys.lookUp);
  const keyOf = keyring(keys);
  return async (method, url, { who = 'curator', headers: more = {}, payload }) => {
    const headers = { authorization: `Bearer ${await keyOf(who)}`, ...more };
    const response = await server.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: z.record(z.string(), z.unknown()).parse(response.json()) };
  };
}

async function register(log: EventLog): Promise<void> {
  for (const { key, id, record } of registerRecords())
    await log.append({ topic: 'world', key, records: [worldRecord(id, record)] });
}

function keyring(keys: ReturnType<typeof keysIn>): (who: string) => Promise<string> {
  const secrets = new Map<string, string>();
  const roles: readonly Role[] = ['reader', 'curator'];
  return async (who) => {
    const known = secrets.get(who);
    if (known !== undefined) return known;
    const role = roles.find((each) => each === who) ?? 'source';
    const owner = role === 'source' ? { role, sourceId: who } : { role };
    const { secret } = await keys.issue({ ...owner, label: who, expiresAt: Date.now() + 3_600_000 });
    secrets.set(who, secret);
    return secret;
  };
}

function folding(pool: pg.Pool, log: EventLog): Pick<TestIntake, 'pause' | 'resume'> {
  let projector: Projector | undefined;
  return {
    pause: async () => {
      await projector?.[Symbol.asyncDispose]();
      projector = undefined;
    },
    resume: async () => {
      projector = await startProjector({
        pool,
        log,
        projections: [worldProjection],
        clock: Date.now,
        owner: 'test',
      });
      await Promise.race([projector.caughtUp, projector.failed]);
    },
  };
}
