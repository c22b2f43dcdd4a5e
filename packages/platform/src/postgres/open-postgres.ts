import pg from 'pg';
import { StartupError } from '../process/startup-error.ts';
import { openEmbeddedPostgres } from './embedded.ts';

/** A Postgres that is ready to use; disposing stops it if it is ours. */
export type Postgres = AsyncDisposable & {
  /** Connection string, password included: not for logs. */
  readonly url: string;
  /** Rejects when an embedded server goes away. */
  readonly failed: Promise<never>;
};

export type PostgresChoice = {
  /** An existing server, Postgres 15 or newer; undefined runs the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Where the embedded server keeps its files. */
  readonly dataDir: string;
};

const oldestServer = 150_000;

/** @throws {StartupError} when the server cannot be reached, is too old, or the embedded one cannot start */
export async function openPostgres({ databaseUrl, dataDir }: PostgresChoice): Promise<Postgres> {
  if (databaseUrl === undefined) return openEmbeddedPostgres({ dataDir });
  assertRecent(await serverVersion(databaseUrl));
  return {
    url: databaseUrl,
    failed: new Promise<never>(() => undefined),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** `server_version_num`: 150004 is 15.4. */
async function serverVersion(url: string): Promise<number> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    await client.end();
    return Number(rows[0]?.version);
  } catch (error) {
    throw new StartupError(`The Postgres of DATABASE_URL cannot be used: ${reasonOf(error)}.`);
  }
}

/** @throws {StartupError} below Postgres 15 */
export function assertRecent(version: number): void {
  if (version < oldestServer)
    throw new StartupError(
      `The Postgres of DATABASE_URL is version ${Math.floor(version / 10_000)}; Casus needs Postgres 15 or newer.`,
    );
}

/** A refused connection comes as several errors in one, without a message of its own. */
function reasonOf(error: unknown): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error ? first.message : String(first);
}
