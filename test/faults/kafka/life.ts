import type { ReportInput } from '@casus/domain/intake';
import { start as prepare } from '@casus/prepare';
import { openKafkaLog } from '@casus/log/kafka';
import { deleteTopic, withAdmin } from '@casus/log/kafka/testing';
import { systemClock } from '@casus/platform';
import { keysIn, migrateAccounts, textsIn } from '@casus/platform/accounts';
import type { Role } from '@casus/platform/accounts';
import pg from 'pg';
import { untilFolded } from './audit.ts';
import type { Lengths, Scene } from './fault.ts';
import { startLoader } from './loader.ts';
import { openQuestions } from './questions.ts';
import type { Servers } from './servers.ts';
import { makeServices, usualServices } from './services.ts';
import { trafficOf } from './traffic.ts';

export interface LifeOptions {
  readonly servers: Servers;
  /** Tells its log and database from those of other lives. */
  readonly number: number;
  readonly reports: readonly ReportInput[];
  readonly lengths: Lengths;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const partitions = { world: 1, questions: 4 } as const;
const dayMs = 86_400_000;
const callers = 3;
const callersPauseMs = 30;
const largestBatch = 12;

/** A log and a database of their own, with all services at work on them and appends held up. */
export async function openLife(options: LifeOptions): Promise<Scene & AsyncDisposable> {
  const { signal } = options;
  await using held = new AsyncDisposableStack();
  const base = await openBase(held, options);
  const { pool, environment, questionIds } = base;
  const services = held.use(makeServices(environment));
  const started = await Promise.all(usualServices.map((name) => services.start(name)));
  await Promise.all(started.map((service) => service.ready()));
  const next = trafficOf({
    ...options,
    intake: { url: await services.get('ingest').url, key: await issueKey(pool, 'curator') },
    api: { url: await services.get('api').url, key: await issueKey(pool, 'forecaster') },
    questionIds,
    largestBatch,
  });
  const loader = startLoader({ callers, pauseMs: callersPauseMs, next, signal });
  await loader.pause();
  held.defer(() => loader.stop());
  const scene = { ...options, ...base, services, loader };
  await untilFolded(scene); // so that the API knows the questions
  const owned = held.move();
  return { ...scene, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

interface Base extends Pick<Scene, 'log' | 'pool' | 'topicPrefix'> {
  /** Of the services. */
  readonly environment: Readonly<Record<string, string>>;
  readonly questionIds: readonly string[];
}

/** The database and the log, with registers and questions in it. */
async function openBase(held: AsyncDisposableStack, { servers, number }: LifeOptions): Promise<Base> {
  const database = `life_${number}`;
  const topicPrefix = `life-${number}.`;
  const url = await servers.postgres.createDatabase(database);
  held.defer(() => servers.postgres.dropDatabase(database));
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on('error', () => undefined); // a broken idle connection is replaced
  held.defer(() => pool.end());
  held.defer(() => deleteTopics(servers, topicPrefix));
  const log = held.use(await openKafkaLog({ brokers: [servers.broker.address], partitions, topicPrefix }));
  await migrateAccounts(pool);
  await prepare({ log, texts: textsIn(pool, systemClock), demonstration: false });
  const environment = {
    DATABASE_URL: url,
    KAFKA_BROKERS: servers.broker.proxy.address,
    CASUS_TOPIC_PREFIX: topicPrefix,
    CASUS_PARTITIONS: String(partitions.questions),
    CASUS_HOST: '127.0.0.1',
    CASUS_LOG_LEVEL: 'warn',
    NODE_COMPILE_CACHE: servers.compileCache,
  };
  return { log, pool, topicPrefix, environment, questionIds: await openQuestions(log, systemClock()) };
}

async function issueKey(pool: pg.Pool, role: Role): Promise<string> {
  const expiresAt = systemClock() + dayMs;
  return (await keysIn(pool, systemClock).issue({ role, label: 'fault run', expiresAt })).secret;
}

async function deleteTopics({ broker }: Servers, prefix: string): Promise<void> {
  await withAdmin([broker.address], async (admin) => {
    const own = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    for (const topic of own) await deleteTopic(admin, topic);
  });
}
