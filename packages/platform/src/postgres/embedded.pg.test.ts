import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postgresAccount } from './account.ts';
import { joinEmbeddedPostgres, openEmbeddedPostgres } from './embedded.ts';

const isRoot = process.getuid?.() === 0;
const ordinary = { uid: 65_534, gid: 65_534 };
/** False in a checkout that root has closed to everybody else. */
const ordinaryUserReaches = isRoot && spawnSync(process.execPath, ['--version'], ordinary).status === 0;
let dataDir: string;
let others: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casus-embedded-'));
  await chmod(dataDir, 0o755);
  others = [];
});

afterEach(async () => {
  for (const other of others) other.kill('SIGKILL');
  const postmaster = await postmasterPid().catch(() => undefined);
  if (postmaster !== undefined) await killHard(postmaster);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('what was written is there after a stop and a start', async () => {
  {
    await using server = await openEmbeddedPostgres({ dataDir });
    await query(server.url, 'create table kept as select 7 as value');
  }
  await using again = await openEmbeddedPostgres({ dataDir });
  expect(await query(again.url, 'select value from kept')).toEqual([{ value: 7 }]);
});

test('the server is durable, listens on this machine only, and asks for its password', async () => {
  await using server = await openEmbeddedPostgres({ dataDir });
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'server_encoding'];
  const [row] = await query(
    server.url,
    `select ${settings.map((name) => `current_setting('${name}') as ${name}`).join()}`,
  );
  expect(row).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    listen_addresses: '127.0.0.1',
    server_encoding: 'UTF8',
  });
  const stranger = new URL(server.url);
  stranger.password = 'guessed';
  await expect(query(stranger.href, 'select 1')).rejects.toThrow('password authentication failed');
});

test('a live server is joined and goes on when its guest leaves; a stopped one is started and stopped', async () => {
  {
    await using server = await openEmbeddedPostgres({ dataDir });
    {
      await using joined = await joinEmbeddedPostgres({ dataDir });
      expect(joined.url).toBe(server.url);
      await query(joined.url, 'create table kept as select 7 as value');
    }
    expect(await query(server.url, 'select value from kept')).toEqual([{ value: 7 }]);
  }
  const { url } = await (async () => {
    await using alone = await joinEmbeddedPostgres({ dataDir });
    expect(await query(alone.url, 'select value from kept')).toEqual([{ value: 7 }]);
    return alone;
  })();
  await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('a folder that a live process holds is refused in one sentence', async () => {
  await using _ = await openEmbeddedPostgres({ dataDir });
  const second = hold();
  const [errors] = await Promise.all([textOf(second.stderr), once(second, 'close')]);
  expect(second.exitCode).toBe(1);
  expect(errors).toBe(
    `Another running Casus holds the data folder ${dataDir}: stop it, or choose another CASUS_DATA_DIR.\n`,
  );
});

test('a server that a killed process left running is restarted and its data is there', async () => {
  const holder = hold();
  await query(await urlOf(holder), 'create table kept as select 7 as value');
  const orphan = await postmasterPid();
  holder.kill('SIGKILL');
  await once(holder, 'close');
  process.kill(orphan, 0); // still runs
  await using server = await openEmbeddedPostgres({ dataDir });
  expect(await postmasterPid()).not.toBe(orphan);
  expect(await query(server.url, 'select value from kept')).toEqual([{ value: 7 }]);
});

test('after both the process and its server are killed, committed data is there', async () => {
  const holder = hold();
  await query(await urlOf(holder), 'create table kept as select 7 as value');
  const postmaster = await postmasterPid();
  holder.kill('SIGKILL');
  process.kill(postmaster, 'SIGKILL');
  await using server = await openEmbeddedPostgres({ dataDir });
  expect(await query(server.url, 'select value from kept')).toEqual([{ value: 7 }]);
});

test('a killed server is told to whoever holds it', async () => {
  await using server = await openEmbeddedPostgres({ dataDir });
  process.kill(await postmasterPid(), 'SIGKILL');
  await expect(server.failed).rejects.toThrow('went away');
});

test('of two first starts at once one gets the folder and the other is refused', async () => {
  const outcomes = await Promise.allSettled([urlOf(hold()), urlOf(hold())]);
  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a first start that was killed in the middle is done again, and leaves nothing behind', async () => {
  const holder = hold();
  await expect.poll(() => readdir(dataDir), { timeout: 5_000 }).not.toEqual([]);
  holder.kill('SIGKILL');
  await once(holder, 'close');
  await using server = await openEmbeddedPostgres({ dataDir });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readdir(dataDir)).toEqual(['postgres']);
});

test('a postmaster.pid whose number now belongs to another program does not stop the start', async () => {
  await (await openEmbeddedPostgres({ dataDir }))[Symbol.asyncDispose]();
  const account = await postgresAccount();
  const other = spawn('sleep', ['60'], { ...(account && { uid: account.uid, gid: account.gid }) });
  others.push(other);
  const lines = [other.pid, join(dataDir, 'postgres'), '1700000000', '5432', '', '127.0.0.1', '', 'ready'];
  await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`, { mode: 0o600 });
  await using again = await openEmbeddedPostgres({ dataDir });
  expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a cluster of another major version is refused in one sentence', async () => {
  await (await openEmbeddedPostgres({ dataDir }))[Symbol.asyncDispose]();
  await writeFile(join(dataDir, 'postgres/PG_VERSION'), '16\n');
  await expect(openEmbeddedPostgres({ dataDir })).rejects.toThrow(
    'was written by Postgres 16, this is Postgres 18',
  );
});

test.runIf(isRoot)('root runs it in a folder closed to everybody else, whose permissions stay', async () => {
  await chmod(dataDir, 0o700);
  await using server = await openEmbeddedPostgres({ dataDir });
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
});

test.runIf(ordinaryUserReaches)('an ordinary user runs it in a folder of their own', async () => {
  await chown(dataDir, ordinary.uid, ordinary.gid);
  await chmod(dataDir, 0o700);
  const holder = hold(ordinary);
  await query(await urlOf(holder), 'create table kept as select 7 as value');
  holder.kill('SIGTERM');
  await once(holder, 'close');
  expect(holder.exitCode).toBe(0);
  await expect(postmasterPid()).rejects.toThrow('ENOENT');
});

function hold(account: { uid?: number; gid?: number } = {}) {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'testing/hold-folder.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });
  others.push(holder);
  return holder;
}

/** The URL that a holder prints when it is ready; rejects when it ends before. */
async function urlOf(holder: ReturnType<typeof hold>): Promise<string> {
  const errors = textOf(holder.stderr);
  const line = await Promise.race([
    once(holder.stdout, 'data').then(([chunk]) => String(chunk).trim()),
    once(holder, 'close').then(async () => Promise.reject(new Error(await errors))),
  ]);
  return line;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
}

async function postmasterPid(): Promise<number> {
  const [pid] = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

async function killHard(pid: number): Promise<void> {
  if (pid === process.pid) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // already gone
  }
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
