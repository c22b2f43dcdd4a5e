import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the Postgres that this run of the tests uses. */
    readonly postgresUrl: string;
  }
}

/** An empty schema of its own; disposing ends the pool and drops the schema. */
export type TestSchema = AsyncDisposable & {
  readonly name: string;
  /** Finds unqualified names in the schema only. */
  readonly pool: pg.Pool;
  /** Connection string whose sessions find unqualified names in the schema only. */
  readonly url: string;
};

/** A database of its own, for code that names several schemas; disposing drops it. */
export type TestDatabase = AsyncDisposable & { readonly url: string };

/**
 * A fresh schema for one test file, named after it; about a millisecond.
 * @example await using db = await schemaFor(import.meta.url);
 */
export async function schemaFor(fileUrl: string): Promise<TestSchema> {
  const name = `${wordsOf(fileUrl)}_${randomUUID().slice(0, 8)}`;
  await asAdmin(`create schema "${name}"`);
  const url = new URL(inject('postgresUrl'));
  url.searchParams.set('options', `-c search_path=${name}`);
  const pool = quietPool(url.href);
  return {
    name,
    pool,
    url: url.href,
    async [Symbol.asyncDispose]() {
      await pool.end();
      await asAdmin(`drop schema "${name}" cascade`);
    },
  };
}

/** A fresh, empty database; 25–260 ms. Sessions that still use it are ended when it is disposed. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${name}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}

/** The file's name as an identifier: `…/checkpoint.pg.test.ts` gives `checkpoint`. */
function wordsOf(fileUrl: string): string {
  const file = new URL(fileUrl).pathname.split('/').at(-1) ?? '';
  return file
    .replace(/\..*$/, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A broken idle connection must not end the test process: the test that needs it fails by itself. */
function quietPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 8 });
  pool.on('error', () => undefined);
  return pool;
}
