import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Pool } from 'pg';
import type { Clock } from '../clock.ts';
import { roles } from './principal.ts';
import type { Principal, Role } from './principal.ts';

export type NewKey = {
  readonly role: Role;
  /** For the role `source`, and only for it: whose reports the key files. */
  readonly sourceId?: string;
  /** Whose key it is; a new principal when absent. */
  readonly principalId?: string;
  /** For people who manage keys. */
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

/** A key as its holder gets it: `secret` is shown once and stored nowhere. */
export type IssuedKey = { readonly id: string; readonly principalId: string; readonly secret: string };

/** A key as it is listed: never with its secret. Times are in milliseconds since 1970. */
export type KeyRow = {
  readonly id: string;
  readonly principal: Principal;
  readonly label: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | undefined;
};

/** The keys of a deployment; the tables are those of `migrateAccounts`. */
export type Keys = {
  readonly issue: (key: NewKey) => Promise<IssuedKey>;
  /** Who holds the secret; undefined when it is unknown, expired or revoked. */
  readonly lookUp: (secret: string) => Promise<Principal | undefined>;
  /** False when there is no such key that is not revoked. */
  readonly revoke: (id: string) => Promise<boolean>;
  /** Newest first. */
  readonly list: () => Promise<readonly KeyRow[]>;
};

export function keysIn(pool: Pool, clock: Clock): Keys {
  return {
    issue: (key) => issue(pool, clock, key),
    lookUp: (secret) => lookUp(pool, clock, secret),
    revoke: (id) => revoke(pool, clock, id),
    list: () => list(pool),
  };
}

async function issue(pool: Pool, clock: Clock, key: NewKey): Promise<IssuedKey> {
  const secret = `casus_${key.role}_${randomBytes(32).toString('base64url')}`;
  const [id, principalId] = [randomUUID(), key.principalId ?? randomUUID()];
  await pool.query(
    `insert into auth.keys (id, hash, principal_id, role, source_id, label, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      hashOf(secret),
      principalId,
      key.role,
      key.sourceId ?? null,
      key.label,
      new Date(clock()),
      new Date(key.expiresAt),
    ],
  );
  return { id, principalId, secret };
}

async function lookUp(pool: Pool, clock: Clock, secret: string): Promise<Principal | undefined> {
  const result = await pool.query(
    `select principal_id, role, source_id from auth.keys
     where hash = $1 and revoked_at is null and expires_at > $2`,
    [hashOf(secret), new Date(clock())],
  );
  const [row] = principalRow.array().parse(result.rows);
  return row && toPrincipal(row);
}

async function revoke(pool: Pool, clock: Clock, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'update auth.keys set revoked_at = $2 where id = $1 and revoked_at is null',
    [id, new Date(clock())],
  );
  return rowCount === 1;
}

async function list(pool: Pool): Promise<readonly KeyRow[]> {
  const result = await pool.query(
    `select id, principal_id, role, source_id, label, created_at, expires_at, revoked_at
     from auth.keys order by created_at desc, id`,
  );
  const rows = keyRow.array().parse(result.rows);
  return rows.map((row) => ({
    id: row.id,
    principal: toPrincipal(row),
    label: row.label,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    revokedAt: row.revoked_at?.getTime(),
  }));
}

/** The secret has 256 random bits, so a plain hash cannot be searched; it makes a stolen table useless. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const principalRow = z.object({
  principal_id: z.string(),
  role: z.enum(roles),
  source_id: z.string().nullable(),
});

const keyRow = principalRow.extend({
  id: z.string(),
  label: z.string(),
  created_at: z.date(),
  expires_at: z.date(),
  revoked_at: z.date().nullable(),
});

function toPrincipal({ principal_id, role, source_id }: z.infer<typeof principalRow>): Principal {
  return { id: principal_id, role, sourceId: source_id ?? undefined };
}
