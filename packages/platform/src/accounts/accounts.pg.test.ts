import { createHash, randomUUID } from 'node:crypto';
import { freshDatabase } from '@casus/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysIn } from './keys.ts';
import type { Keys } from './keys.ts';
import { migrateAccounts } from './schema.ts';
import { textsIn } from './texts.ts';
import type { Texts } from './texts.ts';

const day = 86_400_000;
let now = Date.UTC(2025, 7, 6);
let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: pg.Pool;
let keys: Keys;
let texts: Texts;

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  await migrateAccounts(pool);
  keys = keysIn(pool, () => now);
  texts = textsIn(pool, () => now);
});

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

test('the tables are made once, also by several processes at once', async () => {
  await Promise.all([migrateAccounts(pool), migrateAccounts(pool), migrateAccounts(pool)]);
  expect(await texts.get(randomUUID())).toBeUndefined();
});

test('a key leads to its principal and role', async () => {
  const issued = await keys.issue({ role: 'curator', label: 'desk', expiresAt: now + day });
  expect(issued.secret).toMatch(/^casus_curator_[\w-]{43}$/);
  expect(await keys.lookUp(issued.secret)).toEqual({
    id: issued.principalId,
    role: 'curator',
    sourceId: undefined,
  });
});

test('the key of a source names its source', async () => {
  const issued = await keys.issue({ role: 'source', sourceId: 'tass', label: 'feed', expiresAt: now + day });
  expect(await keys.lookUp(issued.secret)).toMatchObject({ role: 'source', sourceId: 'tass' });
});

test('only the role source has a source', async () => {
  await expect(keys.issue({ role: 'source', label: 'feed', expiresAt: now + day })).rejects.toThrow('check');
  await expect(
    keys.issue({ role: 'admin', sourceId: 'tass', label: 'a', expiresAt: now + day }),
  ).rejects.toThrow('check');
});

test('two keys of one principal act as the same principal', async () => {
  const first = await keys.issue({ role: 'forecaster', label: 'laptop', expiresAt: now + day });
  const second = await keys.issue({
    role: 'forecaster',
    label: 'phone',
    principalId: first.principalId,
    expiresAt: now + day,
  });
  expect(await keys.lookUp(second.secret)).toEqual(await keys.lookUp(first.secret));
});

test('a secret is stored nowhere', async () => {
  const { secret } = await keys.issue({ role: 'reader', label: 'page', expiresAt: now + day });
  const { rows } = await pool.query<{ stored: string }>(
    'select string_agg(k::text, chr(10)) as stored from auth.keys k',
  );
  expect(rows[0]?.stored).not.toContain(secret.slice(-20));
});

test('an unknown, an expired and a revoked key lead to nobody', async () => {
  const expiring = await keys.issue({ role: 'reader', label: 'short', expiresAt: now + 1_000 });
  const revoked = await keys.issue({ role: 'reader', label: 'lost', expiresAt: now + day });
  expect(await keys.revoke(revoked.id)).toBe(true);
  expect(await keys.revoke(revoked.id)).toBe(false);
  now += 1_000;
  for (const secret of ['casus_admin_guess', expiring.secret, revoked.secret])
    expect(await keys.lookUp(secret)).toBeUndefined();
});

test('keys are listed with what a manager needs to know', async () => {
  const { id } = await keys.issue({ role: 'admin', label: 'listed', expiresAt: now + day });
  await keys.revoke(id);
  const row = (await keys.list()).find((each) => each.id === id);
  expect(row).toMatchObject({ label: 'listed', createdAt: now, expiresAt: now + day, revokedAt: now });
});

test('a text comes back under its id until it is removed', async () => {
  const { textId } = await texts.put('Great progress.');
  expect(await texts.get(textId)).toBe('Great progress.');
  expect(await texts.remove(textId)).toBe(true);
  expect(await texts.get(textId)).toBeUndefined();
  expect(await texts.remove(textId)).toBe(false);
});

test('the hash proves the text to whoever has the salt', async () => {
  const { textId, hash } = await texts.put('Great progress.');
  const { rows } = await pool.query<{ salt: Buffer }>('select salt from app.texts where id = $1', [textId]);
  const [row] = rows;
  expect(row && createHash('sha256').update(row.salt).update('Great progress.').digest('hex')).toBe(hash);
});

test('equal texts have different hashes', async () => {
  const [first, second] = [await texts.put('No.'), await texts.put('No.')];
  expect(first.hash).not.toBe(second.hash);
});

test('the same text under the same id is kept once, another text is refused', async () => {
  const textId = randomUUID();
  const first = await texts.put('Great progress.', textId);
  expect(await texts.put('Great progress.', textId)).toEqual(first);
  await expect(texts.put('None.', textId)).rejects.toMatchObject({ code: 'idempotency-key-reused' });
});

test('many texts are read at once, missing ones left out', async () => {
  const [first, second] = [await texts.put('One.'), await texts.put('Two.')];
  const found = await texts.getAll([first.textId, randomUUID(), second.textId]);
  expect([...found]).toHaveLength(2);
  expect(found.get(second.textId)).toBe('Two.');
});
