import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Any fixed number: who holds it as a session lock in the database `postgres` owns the cluster. */
const ownerKey = 0x63_61_73_75;

/** What a look at a server found: nobody answers, another process owns it, or it is ours as long as `client` lives. */
export type LockAttempt =
  | { readonly status: 'unreachable' }
  | { readonly status: 'held' }
  | { readonly status: 'ours'; readonly client: pg.Client };

/** Connects and tries to become the owner; the lock ends with the connection, so a killed owner frees it. */
export async function tryOwnerLock(url: string): Promise<LockAttempt> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      ownerKey,
    ]);
    if (rows[0]?.held === true) return { status: 'ours', client };
    await client.end();
    return { status: 'held' };
  } catch {
    await Promise.race([client.end().catch(() => undefined), sleep(1_000)]);
    return { status: 'unreachable' };
  }
}
