import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { DomainError } from '@casus/domain';
import type { Pool } from 'pg';
import type { Clock } from '../clock.ts';

/** What a record keeps of a text: enough to find it, and to prove what it said as long as it is there. */
export type TextRef = {
  readonly textId: string;
  /** SHA-256 of salt and text, hex. Without the salt, which goes with the text, it tells nothing. */
  readonly hash: string;
};

/** Free text by or about people, outside the log so that it can be deleted. */
export type Texts = {
  /**
   * Keeps a text under `textId`, a new id when absent. The same text under the same id again gives the same answer.
   * @throws {DomainError} `idempotency-key-reused` when the id stands for another text
   */
  readonly put: (text: string, textId?: string) => Promise<TextRef>;
  /** Keeps a text of another deployment under its own id and salt (hex); one that is there already stays. */
  readonly restore: (kept: { textId: string; salt: string; text: string }) => Promise<void>;
  /** Undefined when there is none, or no longer. */
  readonly get: (textId: string) => Promise<string | undefined>;
  /** The texts that are there, by id; for pages, which show many at once. */
  readonly getAll: (textIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** False when there was none. */
  readonly remove: (textId: string) => Promise<boolean>;
};

const insertText =
  'insert into app.texts (id, salt, text, created_at) values ($1, $2, $3, $4) on conflict (id) do nothing';

type TextRow = { readonly id: string; readonly salt: Buffer; readonly text: string };

export function textsIn(pool: Pool, clock: Clock): Texts {
  return {
    put: (text, textId = randomUUID()) => put(pool, clock, { textId, text }),
    restore: async ({ textId, salt, text }) => {
      await pool.query(insertText, [textId, Buffer.from(salt, 'hex'), text, new Date(clock())]);
    },
    get: async (textId) => (await getAll(pool, [textId])).get(textId),
    getAll: (textIds) => getAll(pool, textIds),
    remove: async (textId) => {
      const { rowCount } = await pool.query('delete from app.texts where id = $1', [textId]);
      return rowCount === 1;
    },
  };
}

async function put(
  pool: Pool,
  clock: Clock,
  { textId, text }: { textId: string; text: string },
): Promise<TextRef> {
  await pool.query(insertText, [textId, randomBytes(16), text, new Date(clock())]);
  const { rows } = await pool.query<TextRow>('select id, salt, text from app.texts where id = $1', [textId]);
  const [kept] = rows;
  if (!kept) throw new Error(`text ${textId} was deleted while it was written`);
  if (kept.text !== text)
    throw new DomainError('idempotency-key-reused', 'The key was used before with another text.');
  return { textId, hash: createHash('sha256').update(kept.salt).update(text).digest('hex') };
}

async function getAll(pool: Pool, textIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<TextRow>('select id, text from app.texts where id = any($1)', [textIds]);
  return new Map(rows.map(({ id, text }) => [id, text]));
}
