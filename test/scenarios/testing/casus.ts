import { keysIn } from '@casus/platform/accounts';
import type { Role } from '@casus/platform/accounts';
import { freshDatabase } from '@casus/testing';
import type { Pool } from 'pg';
import { startOn } from '../../operate/testing/on-database.ts';

/** Any field of an answer; what is in it is what the tests assert. */
export type Body = Readonly<Record<string, unknown>>;

/** All services in this process on a database of their own, spoken to over HTTP. */
export interface Casus extends AsyncDisposable {
  readonly pool: Pool;
  /** As a curator unless a key says otherwise. @throws {Error} for an answer that is not 2xx */
  readonly get: (path: string, key?: string) => Promise<Body>;
  readonly post: (path: string, body: object, key?: string) => Promise<Body>;
  /** A new principal's key. */
  readonly keyFor: (role: Role) => Promise<string>;
}

export async function casusUnderTest({ demonstration }: { demonstration: boolean }): Promise<Casus> {
  await using held = new AsyncDisposableStack();
  const database = held.use(await freshDatabase());
  const casus = held.use(await startOn(database.url, demonstration));
  const curator = casus.keys.find(({ role }) => role === 'curator')?.secret ?? '';
  const keys = keysIn(casus.pool, Date.now);
  const send = async (path: string, key: string, body?: object): Promise<Body> => {
    const answer = await fetch(`${casus.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${text}`);
    return JSON.parse(text) as Body;
  };
  const owned = held.move();
  return {
    pool: casus.pool,
    get: (path, key = curator) => send(path, key),
    post: (path, body, key = curator) => send(path, key, body),
    keyFor: async (role) => {
      const expiresAt = Date.now() + 3_600_000;
      return (await keys.issue({ role, label: 'test', expiresAt })).secret;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The items of a list in an answer. */
export function itemsOf(body: Body, field = 'items'): readonly Body[] {
  return listOf(body, field) as readonly Body[];
}

/** The sentences of a list in an answer. */
export function sentencesOf(body: Body, field: string): readonly string[] {
  return listOf(body, field).map(String);
}

function listOf(body: Body, field: string): readonly unknown[] {
  const items = body[field];
  if (!Array.isArray(items)) throw new TypeError(`the answer has no list ${field}`);
  return items;
}
